#include "jobs/address.hpp"

#include "jobs/url.hpp"
#include "support/catch.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <cstring>
#include <string>

using namespace groundglass::jobs;

namespace {

bool isOpen(const std::string& text) {
    sockaddr_storage storage{};
    if (text.find(':') == std::string::npos) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        REQUIRE(inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1);
        std::memcpy(&storage, &v4, sizeof v4);
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        REQUIRE(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1);
        std::memcpy(&storage, &v6, sizeof v6);
    }
    return isPublicAddress(reinterpret_cast<const sockaddr&>(storage));
}

}  // namespace

TEST_CASE("addresses of the local machine and network are closed in every form", "[jobs]") {
    for (const char* text : {"0.0.0.0",
                             "10.1.2.3",
                             "100.64.0.1",
                             "100.127.255.255",
                             "127.0.0.1",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.1.1",
                             "198.18.0.1",
                             "224.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "fe80::1",
                             "fc00::1",
                             "fd12::1",
                             "ff02::1",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1",
                             "64:ff9b::7f00:1",
                             "64:ff9b:1::1",
                             "2002:7f00:1::",
                             "2001:db8::1",
                             "2001::1",
                             "100::1"}) {
        INFO(text);
        CHECK_FALSE(isOpen(text));
    }
}

TEST_CASE("public addresses are open", "[jobs]") {
    for (const char* text :
         {"1.1.1.1", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1",
          "223.255.255.254", "2606:4700::1", "64:ff9b::808:808", "2002:808:808::"}) {
        INFO(text);
        CHECK(isOpen(text));
    }
}

TEST_CASE("an origin is scheme, host and port, and odd addresses are refused", "[jobs]") {
    CHECK(*originOf("https://API.Example.com/v1") == Origin{"https", "api.example.com", "443"});
    CHECK(*originOf("http://127.0.0.1:8000/v1") == Origin{"http", "127.0.0.1", "8000"});
    CHECK_FALSE(*originOf("https://a.example/") == *originOf("https://a.example:444/"));
    for (const char* text : {"", "file:///etc/passwd", "ftp://a.example/", "https://user:pw@a.example/",
                             "nonsense", "https://a.example/\r\nX: y", "gopher://a.example"}) {
        INFO(text);
        CHECK_FALSE(originOf(text));
    }
}

TEST_CASE("a redirect's target is resolved against the address it came from", "[jobs]") {
    CHECK(*resolveUrl("https://a.example/v1/x", "/y?z=1") == "https://a.example/y?z=1");
    CHECK(*resolveUrl("https://a.example/v1/x", "https://b.example/c") == "https://b.example/c");
    CHECK_FALSE(resolveUrl("https://a.example/", "file:///etc/passwd"));
    CHECK_FALSE(resolveUrl("https://a.example/", ""));
}
