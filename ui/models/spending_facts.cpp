#include "ui/models/spending_facts.hpp"

#include "ui/theme.hpp"

#include <QObject>

#include <chrono>

namespace groundglass::ui {

jobs::SpendingSoFar spendingFacts(const std::vector<jobs::Job>& jobs, const std::string& film,
                                  std::int64_t nowMs) {
    using std::chrono::hours;
    const auto since = [nowMs](hours span) { return nowMs - std::chrono::milliseconds(span).count(); };
    jobs::SpendingSoFar facts;
    for (const jobs::Job& job : jobs) {
        const jobs::Spending spending = jobs::spendingOf(job);
        if (job.orderedMs >= since(hours(1))) facts.hour += spending;
        if (job.orderedMs >= since(hours(24))) facts.day += spending;
        if (!film.empty() && job.request.film == film) facts.film += spending;
    }
    return facts;
}

QString dollars(std::int64_t micros) {
    return micros == 0 ? QStringLiteral("$0.00") : shown(base::toText(base::Money{micros, "USD"}));
}

QString spendingLine(const jobs::SpendingSoFar& facts, const jobs::SpendingCaps& caps) {
    if (caps.day) return QObject::tr("%1 of %2 today").arg(dollars(facts.day.all()), dollars(*caps.day));
    if (caps.film)
        return QObject::tr("%1 of %2 for this film").arg(dollars(facts.film.all()), dollars(*caps.film));
    if (facts.day.all() > 0) return QObject::tr("%1 today").arg(dollars(facts.day.all()));
    return {};
}

}  // namespace groundglass::ui
