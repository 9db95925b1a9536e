#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/fields_edit.hpp"
#include "ui/panels/editors/section_head.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/grade_strip.hpp"
#include "ui/widgets/mood_pad.hpp"

#include <QVBoxLayout>

#include <algorithm>

namespace groundglass::ui::editors {

namespace {

class MoodHead final : public SectionHead {
public:
    MoodHead(const PanelContext& context, QWidget* parent) : SectionHead(parent), m_context(context) {
        m_pad = new MoodPad(this);
        m_pad->setFixedHeight(232);
        m_pad->setHue(context.theme.hue(std::string_view("mood")));
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(m_pad);
        std::vector<MoodPad::Word> words;
        for (const craft::Term& term : context.library->vocabulary.terms("mood")) {
            const auto valence = term.number("valence");
            const auto arousal = term.number("arousal");
            if (valence && arousal)
                words.push_back({QString::fromStdString(term.id), text(term.label), *valence, *arousal});
        }
        m_pad->setWords(std::move(words));
        connect(m_pad, &MoodPad::moved, this, [this](double valence, double arousal) {
            set({{"mood/valence", valence}, {"mood/arousal", arousal}}, tr("Move the mood"), "mood:place");
        });
        connect(m_pad, &MoodPad::cleared, this, [this] {
            set({{"mood/valence", {}}, {"mood/arousal", {}}}, tr("Give the mood’s place back"), {});
        });
        connect(m_pad, &MoodPad::settled, this, [this] { m_context.document.endMerge(); });
        connect(m_pad, &MoodPad::toggled, this, &MoodHead::toggle);
    }

    void refresh() override {
        const Document& document = m_context.document;
        const app::ShotView& view = *document.view();
        const craft::Vocabulary& vocabulary = document.library().vocabulary;
        QStringList chosen;
        for (const auto& id : view.effective.direction.mood.moods)
            chosen.append(QString::fromStdString(id.str()));
        m_pad->setChosen(chosen);
        const auto number = [&](std::string_view path) {
            film::FieldValue value = document.value(path);
            if (!film::isSet(value)) value = measuredDefault(path, view, vocabulary);
            const auto* real = std::get_if<double>(&value);
            return real != nullptr ? *real : 0.0;
        };
        m_pad->setPlace(number("mood/valence"), number("mood/arousal"),
                        document.origin("mood/valence").level == film::Level::Shot);
    }

private:
    void set(FieldValues values, const QString& label, const std::string& mergeKey) {
        const film::ShotId& shot = m_context.document.currentShot();
        if (shot.empty()) return;
        (void)m_context.document.edit(setFields(shot, std::move(values), label.toStdString(), mergeKey));
    }

    void toggle(const QString& id) {
        std::vector<std::string> moods;
        for (const auto& mood : m_context.document.view()->effective.direction.mood.moods)
            moods.push_back(mood.str());
        const auto found = std::ranges::find(moods, id.toStdString());
        if (found != moods.end()) {
            moods.erase(found);
        } else {
            const film::FieldDescriptor* field = film::findField("mood/moods");
            if (field->most != 0 && moods.size() >= field->most) moods.erase(moods.begin());
            moods.push_back(id.toStdString());
        }
        (void)m_context.document.setField("mood/moods",
                                          moods.empty() ? film::FieldValue{} : film::FieldValue(moods));
        m_context.document.endMerge();
    }

    const PanelContext& m_context;
    MoodPad* m_pad{};
};

class GradeHead final : public SectionHead {
public:
    GradeHead(const PanelContext& context, QWidget* parent) : SectionHead(parent), m_context(context) {
        m_strip = new GradeStrip(this);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(m_strip);
    }

    void refresh() override { m_strip->setCdl(m_context.document.view()->measured.cdl); }

private:
    const PanelContext& m_context;
    GradeStrip* m_strip{};
};

}  // namespace

SectionHead* makeMoodHead(const PanelContext& context, QWidget* parent) {
    return new MoodHead(context, parent);
}
SectionHead* makeGradeHead(const PanelContext& context, QWidget* parent) {
    return new GradeHead(context, parent);
}

SectionHead* makeSectionHead(std::string_view group, const PanelContext& context, QWidget* parent) {
    if (group == "cast") return makeCastHead(context, parent);
    if (group == "place") return makePlaceHead(context, parent);
    if (group == "lens") return makeLensHead(context, parent);
    if (group == "light") return makeLightHead(context, parent);
    if (group == "mood") return makeMoodHead(context, parent);
    if (group == "grade") return makeGradeHead(context, parent);
    return nullptr;
}

}  // namespace groundglass::ui::editors
