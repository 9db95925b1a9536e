#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "jobs/address.hpp"
#include "jobs/transport.hpp"
#include "jobs/url.hpp"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::size_t headerBytesMost = 64U << 10U;
constexpr int headerLinesMost = 200;

void initialiseOnce() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct FreeEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// One call under way. Its address stays, because libcurl holds it.
struct Call {
    Exchange exchange;
    std::unique_ptr<CURL, FreeEasy> easy;
    std::unique_ptr<curl_slist, FreeList> headers;
    HttpAnswer answer;
    std::size_t headerBytes{};
    int headerLines{};
    bool tooLarge{}, sinkClosed{}, addressRefused{};
};

int statusOf(std::string_view line) {
    const auto space = line.find(' ');
    int status = 0;
    if (space != std::string_view::npos && line.size() >= space + 4) {
        std::from_chars(line.data() + space + 1, line.data() + space + 4, status);
    }
    return status;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    return text;
}

std::size_t takeHeader(char* data, std::size_t, std::size_t size, void* user) {
    Call& call = *static_cast<Call*>(user);
    const std::string_view line(data, size);
    call.headerBytes += size;
    if (call.headerBytes > headerBytesMost || ++call.headerLines > headerLinesMost) {
        call.tooLarge = true;
        return 0;
    }
    if (line.starts_with("HTTP/")) {  // a new head: informational answers come before the real one
        call.answer.status = statusOf(line);
        call.answer.headers.clear();
        return size;
    }
    const auto colon = line.find(':');
    if (colon != std::string_view::npos) {
        call.answer.headers.emplace_back(base::lowerAscii(trimmed(line.substr(0, colon))),
                                         std::string(trimmed(line.substr(colon + 1))));
    }
    return size;
}

std::size_t takeBody(char* data, std::size_t, std::size_t size, void* user) {
    Call& call = *static_cast<Call*>(user);
    const std::string_view bytes(data, size);
    if (call.exchange.sink && (call.answer.status == 200 || call.answer.status == 206)) {
        if (call.exchange.sink(call.answer, bytes)) return size;
        call.sinkClosed = true;
        return 0;
    }
    if (call.answer.body.size() + size > call.exchange.bodyMost) {
        call.tooLarge = true;
        return 0;
    }
    call.answer.body.append(bytes);
    return size;
}

curl_socket_t openSocket(void* user, curlsocktype, curl_sockaddr* address) {
    Call& call = *static_cast<Call*>(user);
    if (!call.exchange.selfHosted && !isPublicAddress(address->addr)) {
        call.addressRefused = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

template <class T>
void set(CURL* easy, CURLoption option, T value) {
    curl_easy_setopt(easy, option, value);
}

void setLimits(CURL* easy, const Exchange& exchange) {
    const char* const protocols = exchange.selfHosted ? "http,https" : "https";
    set(easy, CURLOPT_PROTOCOLS_STR, protocols);
    set(easy, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(easy, CURLOPT_PROXY, "");  // the address check must see the service itself, not a proxy
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_CONNECTTIMEOUT, 10L);
    set(easy, CURLOPT_TIMEOUT, static_cast<long>(exchange.longest.count()));
    set(easy, CURLOPT_LOW_SPEED_LIMIT, 1024L);
    // A service that answers with the finished clip is silent until then.
    const auto silence = exchange.purpose == Purpose::Pay ? exchange.longest.count() : 60;
    set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(std::max<std::int64_t>(60, silence)));
    set(easy, CURLOPT_BUFFERSIZE, 131072L);
    set(easy, CURLOPT_HTTP09_ALLOWED, 0L);
}

/// Headers as libcurl takes them; "Expect:" and "Accept-Encoding" are ours to decide.
std::unique_ptr<curl_slist, FreeList> headerList(const Exchange& exchange) {
    curl_slist* list = curl_slist_append(nullptr, "Expect:");
    if (exchange.purpose == Purpose::Fetch) list = curl_slist_append(list, "Accept-Encoding: identity");
    for (const auto& [name, value] : exchange.request.headers) {
        const std::string line = value.empty() ? name + ";" : name + ": " + value;
        list = curl_slist_append(list, line.c_str());
    }
    return std::unique_ptr<curl_slist, FreeList>(list);
}

void setRequest(Call& call) {
    CURL* const easy = call.easy.get();
    const HttpRequest& request = call.exchange.request;
    set(easy, CURLOPT_URL, request.url.c_str());
    if (request.method == "POST" || !request.body.empty()) {
        set(easy, CURLOPT_POST, 1L);
        set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(easy, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    if (request.method != "GET" && request.method != "POST")
        set(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (call.exchange.purpose == Purpose::Pay) {
        // A pooled connection that dies makes libcurl send the body again: this one is never shared.
        set(easy, CURLOPT_FRESH_CONNECT, 1L);
        set(easy, CURLOPT_FORBID_REUSE, 1L);
        set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    }
    call.headers = headerList(call.exchange);
    set(easy, CURLOPT_HTTPHEADER, call.headers.get());
    set(easy, CURLOPT_HEADERFUNCTION, &takeHeader);
    set(easy, CURLOPT_HEADERDATA, &call);
    set(easy, CURLOPT_WRITEFUNCTION, &takeBody);
    set(easy, CURLOPT_WRITEDATA, &call);
    set(easy, CURLOPT_OPENSOCKETFUNCTION, &openSocket);
    set(easy, CURLOPT_OPENSOCKETDATA, &call);
    set(easy, CURLOPT_PRIVATE, &call);
}

bool isCertificate(CURLcode code) {
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CERTPROBLEM ||
           code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR ||
           code == CURLE_SSL_PINNEDPUBKEYNOTMATCH || code == CURLE_SSL_INVALIDCERTSTATUS;
}

/// The proof that nothing was created: an error of the way there, and not one byte of the request on it.
bool provenNotSent(CURL* easy, CURLcode code) {
    long sent = -1;
    curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &sent);
    if (sent != 0) return false;
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PROXY:
            return true;
        case CURLE_OPERATION_TIMEDOUT: {
            curl_off_t ready = -1;  // reached only when the connection and TLS stood
            curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
            return ready == 0;
        }
        default:
            return isCertificate(code);
    }
}

Failure failureOf(const Call& call, CURLcode code) {
    if (code == CURLE_OK) return Failure::None;
    if (call.tooLarge) return Failure::TooLarge;
    if (call.sinkClosed) return Failure::Sink;
    if (!provenNotSent(call.easy.get(), code)) {
        return code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT ? Failure::Refused
                                                                                 : Failure::Broken;
    }
    if (call.addressRefused) return Failure::Refused;
    return isCertificate(code) ? Failure::Certificate : Failure::NotSent;
}

std::string wordsFor(Failure failure, CURLcode code) {
    switch (failure) {
        case Failure::None:
            return {};
        case Failure::Refused:
            return "The address is not one that may be called.";
        case Failure::TooLarge:
            return "The answer was larger than allowed.";
        case Failure::Sink:
            return "The clip could not be written.";
        default:
            return base::format("{}.", curl_easy_strerror(code));
    }
}

class CurlTransport final : public Transport {
public:
    CurlTransport() {
        initialiseOnce();
        m_multi.reset(curl_multi_init());
    }

    ~CurlTransport() override {
        for (auto& [id, call] : m_calls) curl_multi_remove_handle(m_multi.get(), call->easy.get());
    }

    void start(Exchange exchange) override {
        const std::uint64_t id = exchange.id;
        auto call = std::make_unique<Call>();
        call->exchange = std::move(exchange);
        call->easy.reset(curl_easy_init());
        setLimits(call->easy.get(), call->exchange);
        setRequest(*call);
        curl_multi_add_handle(m_multi.get(), call->easy.get());
        m_calls.insert_or_assign(id, std::move(call));
    }

    void drop(std::uint64_t id) override {
        const auto found = m_calls.find(id);
        if (found == m_calls.end()) return;
        curl_multi_remove_handle(m_multi.get(), found->second->easy.get());
        m_calls.erase(found);
    }

    std::vector<Outcome> wait(std::optional<std::chrono::milliseconds> longest) override {
        int running = 0;
        curl_multi_perform(m_multi.get(), &running);
        auto outcomes = ended();
        if (!outcomes.empty()) return outcomes;
        const auto most = std::chrono::milliseconds{60'000};
        const auto time = std::clamp(longest.value_or(most), std::chrono::milliseconds{0}, most);
        curl_multi_poll(m_multi.get(), nullptr, 0, static_cast<int>(time.count()), nullptr);
        curl_multi_perform(m_multi.get(), &running);
        return ended();
    }

    void wake() override { curl_multi_wakeup(m_multi.get()); }

private:
    std::vector<Outcome> ended() {
        std::vector<Outcome> outcomes;
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(m_multi.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            void* user = nullptr;
            const CURLcode code = message->data.result;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &user);
            Call& call = *static_cast<Call*>(user);
            const Failure failure = failureOf(call, code);
            outcomes.push_back({.id = call.exchange.id,
                                .failure = failure,
                                .answer = std::move(call.answer),
                                .what = wordsFor(failure, code)});
            drop(outcomes.back().id);
        }
        return outcomes;
    }

    std::unique_ptr<CURLM, FreeMulti> m_multi;
    std::map<std::uint64_t, std::unique_ptr<Call>> m_calls;
};

}  // namespace

std::unique_ptr<Transport> makeCurlTransport() {
    return std::make_unique<CurlTransport>();
}

}  // namespace groundglass::jobs
