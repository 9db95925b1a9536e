#include "ui/bridge/mailbox.hpp"

#include "support/catch.hpp"

#include <QTest>

#include <memory>
#include <thread>
#include <vector>

using groundglass::ui::Mailbox;

TEST_CASE("calls from another thread come home in the order in which they were posted", "[ui][bridge]") {
    Mailbox mailbox;
    std::vector<int> came;
    std::thread sender([&] {
        for (int i = 0; i < 200; ++i) mailbox.post([&came, i] { came.push_back(i); });
    });
    const bool all = QTest::qWaitFor([&] { return came.size() == 200; }, 20'000);
    sender.join();
    REQUIRE(all);
    for (int i = 0; i < 200; ++i) CHECK(came[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("a call may end the mailbox that brought it; what waited behind it is dropped", "[ui][bridge]") {
    auto mailbox = std::make_unique<Mailbox>();
    bool ended = false;
    bool late = false;
    mailbox->post([&] {
        mailbox.reset();
        ended = true;
    });
    mailbox->post([&] { late = true; });
    REQUIRE(QTest::qWaitFor([&] { return ended; }, 20'000));
    QTest::qWait(0);
    CHECK_FALSE(late);
}
