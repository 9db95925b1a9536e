#include "ui/bridge/background.hpp"

#include "support/catch.hpp"

#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>

using groundglass::ui::Background;

TEST_CASE("work runs elsewhere and its result comes back to the thread that asked", "[ui][bridge]") {
    Background background;
    QObject context;
    QThread* worker = nullptr;
    QThread* home = nullptr;
    background.run(
        &context, [](std::stop_token) { return QThread::currentThread(); },
        [&](QThread* ran) {
            worker = ran;
            home = QThread::currentThread();
        });
    REQUIRE(QTest::qWaitFor([&] { return home != nullptr; }, 20'000));
    CHECK(worker != QThread::currentThread());
    CHECK(home == QThread::currentThread());
}

TEST_CASE("a result for somebody who is gone is dropped", "[ui][bridge]") {
    Background background;
    bool called = false;
    bool after = false;
    auto gone = std::make_unique<QObject>();
    background.run(
        gone.get(), [](std::stop_token) { return 1; }, [&](int) { called = true; });
    gone.reset();
    QObject context;
    background.run(
        &context, [](std::stop_token) { return 2; }, [&](int) { after = true; });
    REQUIRE(QTest::qWaitFor([&] { return after; }, 20'000));
    CHECK_FALSE(called);
}

TEST_CASE("what was asked before the end is still done", "[ui][bridge]") {
    std::atomic<int> done = 0;
    {
        Background background;
        for (int i = 0; i < 20; ++i) background.post([&](std::stop_token) { ++done; });
    }
    CHECK(done == 20);
}
