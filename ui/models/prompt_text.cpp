#include "ui/models/prompt_text.hpp"

#include "ui/theme.hpp"

#include <QLocale>
#include <QObject>
#include <QStringList>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace groundglass::ui {

int PromptText::phraseAt(int position) const {
    const auto found = std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& phrase) {
        return position >= phrase.begin && position < phrase.end;
    });
    return found == phrases.end() ? -1 : static_cast<int>(std::distance(phrases.begin(), found));
}

PromptText promptText(const prompt::Prompt& prompt) {
    PromptText result;
    const std::string_view text = prompt.text;
    std::size_t at = 0;
    const auto append = [&](std::size_t end) {
        if (end > at) result.text += shown(text.substr(at, end - at));
        at = std::max(at, end);
    };
    for (const prompt::Span& span : prompt.spans) {
        if (span.begin < at || span.end > text.size() || span.begin >= span.end) continue;
        append(span.begin);
        Phrase phrase;
        phrase.begin = static_cast<int>(result.text.size());
        append(span.end);
        phrase.end = static_cast<int>(result.text.size());
        phrase.fact = static_cast<int>(span.fact);
        if (span.fact < prompt.facts.size()) {
            const std::string_view field = prompt.facts[span.fact].field;
            phrase.field = QString::fromUtf8(field.data(), static_cast<qsizetype>(field.size()));
        }
        result.phrases.push_back(std::move(phrase));
    }
    append(text.size());
    return result;
}

QString portabilityText(const prompt::Prompt& prompt) {
    using prompt::Fate;
    QStringList parts{QObject::tr("%n said", nullptr, static_cast<int>(prompt.count(Fate::Said)))};
    const auto add = [&](Fate fate, const QString& words) {
        if (prompt.count(fate) > 0) parts << words;
    };
    add(Fate::Parameter,
        QObject::tr("%n as parameters", nullptr, static_cast<int>(prompt.count(Fate::Parameter))));
    add(Fate::Negative, QObject::tr("%n negative", nullptr, static_cast<int>(prompt.count(Fate::Negative))));
    add(Fate::Weakened, QObject::tr("%n weakened", nullptr, static_cast<int>(prompt.count(Fate::Weakened))));
    parts << QObject::tr("%n dropped", nullptr, static_cast<int>(prompt.count(Fate::Dropped)));
    return parts.join(QStringLiteral(" · "));
}

QString lengthText(const prompt::Prompt& prompt, const prompt::Dialect* dialect) {
    const QLocale locale(QLocale::English);
    QString text = QObject::tr("%1 words").arg(locale.toString(static_cast<qulonglong>(prompt.words)));
    if (dialect && dialect->hardLimit > 0) {
        const QString unit = dialect->unit == "tokens"  ? QObject::tr("tokens")
                             : dialect->unit == "words" ? QObject::tr("words")
                                                        : QObject::tr("characters");
        const bool estimated = dialect->unit == "tokens";
        text += QObject::tr(" · %1%2 of %3 %4")
                    .arg(estimated ? QObject::tr("about ") : QString(),
                         locale.toString(static_cast<qulonglong>(prompt.length)),
                         locale.toString(static_cast<qulonglong>(dialect->hardLimit)), unit);
    } else {
        text +=
            QObject::tr(" · about %1 tokens").arg(locale.toString(static_cast<qulonglong>(prompt.tokens)));
    }
    return text;
}

double lengthShare(const prompt::Prompt& prompt, const prompt::Dialect* dialect) {
    if (!dialect) return -1;
    if (dialect->hardLimit > 0)
        return static_cast<double>(prompt.length) / static_cast<double>(dialect->hardLimit);
    if (dialect->idealMost > 0)
        return static_cast<double>(prompt.words) / static_cast<double>(dialect->idealMost);
    return -1;
}

}  // namespace groundglass::ui
