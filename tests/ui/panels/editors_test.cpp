#include "groundglass/base/files.hpp"
#include "groundglass/film/fields.hpp"
#include "support/catch.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/editors_panel.hpp"
#include "ui/panels/editors/fields_edit.hpp"
#include "ui/panels/editors/item_card.hpp"
#include "ui/panels/editors/item_list.hpp"
#include "ui/panels/editors/reference_picker.hpp"
#include "ui/panels/editors/section_page.hpp"
#include "ui/studio_fixture.hpp"
#include "ui/widgets/growing_text.hpp"
#include "ui/widgets/light_plot.hpp"
#include "ui/widgets/option_picker.hpp"
#include "ui/widgets/picture_row.hpp"
#include "ui/widgets/value_field.hpp"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace groundglass;
using namespace groundglass::ui;
using namespace groundglass::ui::editors;

namespace {

struct Editors : test::StudioFixture {
    Editors() {
        openSmallFilm();
        panel = std::make_unique<EditorsPanel>(context, nullptr);
        panel->resize(400, 900);
        panel->show();
    }
    SectionPage& page(const char* group) {
        selection.showGroup(QString::fromLatin1(group));
        return *panel->page(QString::fromLatin1(group));
    }
    FieldRow& row(const char* path) {
        const QString name = QString::fromLatin1(path);
        FieldRow* found = page(name.section(QLatin1Char('/'), 0, 0).toLatin1().constData()).row(name);
        REQUIRE(found != nullptr);
        return *found;
    }
    std::unique_ptr<EditorsPanel> panel;
};

}  // namespace

TEST_CASE("every field of the table has a row in its section", "[ui][editors]") {
    Editors editors;
    std::set<std::string_view> seen;
    for (const std::string_view group : film::groups()) {
        for (const FieldRow* row : editors.page(std::string(group).c_str()).rows())
            seen.insert(row->field().path);
    }
    CHECK(seen.size() == film::fieldTable().size());
}

TEST_CASE("an own value is edited in place and is one step of undo while it is dragged", "[ui][editors]") {
    Editors editors;
    auto* field = editors.row("light/key_elevation").control().findChild<ValueField*>();
    REQUIRE(field != nullptr);
    const int before = editors.document.undoStack().index();
    Q_EMIT field->edited(10);
    Q_EMIT field->edited(20);
    Q_EMIT field->edited(30);
    Q_EMIT field->settled();
    CHECK(editors.document.undoStack().index() == before + 1);
    CHECK(std::get<double>(editors.document.ownValue("light/key_elevation")) == 30);
    editors.document.undoStack().undo();
    CHECK_FALSE(film::isSet(editors.document.ownValue("light/key_elevation")));
}

TEST_CASE("an inherited value says from where, is taken over by a key and given back by a key",
          "[ui][editors]") {
    Editors editors;
    film::Look look{
        .id = film::LookId("warm"), .title = "Warm window", .note = {}, .direction = {}, .extra = {}};
    look.direction.light.keyKelvin = base::Kelvin{4200};
    look.direction.light.ratio = base::LightRatio{4};
    REQUIRE(editors.document.edit(film::putLook(look.id, look)));
    REQUIRE(editors.document.edit(film::assignLook(film::SceneId("paris"), look.id)));
    FieldRow& row = editors.row("light/key_kelvin");
    CHECK(row.isInherited());
    CHECK(originText(editors.document.origin("light/key_kelvin"), editors.document.film(),
                     editors.document.view()->shot) == QStringLiteral("scene look “Warm window”"));
    QTest::keyClick(&row, Qt::Key_Return, Qt::AltModifier);
    CHECK(std::get<double>(editors.document.ownValue("light/key_kelvin")) == 4200);
    CHECK_FALSE(row.isInherited());
    QTest::keyClick(&row, Qt::Key_Backspace, Qt::AltModifier);
    CHECK_FALSE(film::isSet(editors.document.ownValue("light/key_kelvin")));
    CHECK(row.isInherited());
}

TEST_CASE("a run of inherited fields is taken over by one step", "[ui][editors]") {
    Editors editors;
    film::Look look{.id = film::LookId("warm"), .title = "Warm", .note = {}, .direction = {}, .extra = {}};
    look.direction.light.keyKelvin = base::Kelvin{4200};
    look.direction.light.ratio = base::LightRatio{4};
    look.direction.light.fillKelvin = base::Kelvin{5000};
    REQUIRE(editors.document.edit(film::putLook(look.id, look)));
    REQUIRE(editors.document.edit(film::assignLook(film::SceneId("paris"), look.id)));
    const int before = editors.document.undoStack().index();
    Q_EMIT editors.row("light/fill_kelvin").overrideWanted();
    CHECK(editors.document.undoStack().index() == before + 1);
    for (const char* path : {"light/key_kelvin", "light/ratio", "light/fill_kelvin"}) {
        CHECK(editors.document.origin(path).level == film::Level::Shot);
    }
}

TEST_CASE("a free field shows what it comes to by default", "[ui][editors]") {
    Editors editors;
    const app::ShotView& view = *editors.document.view();
    const auto& vocabulary = editors.context.library->vocabulary;
    CHECK(std::get<double>(measuredDefault("lens/aperture", view, vocabulary)) ==
          view.measured.aperture.value);
    CHECK(std::get<std::int64_t>(measuredDefault("output/duration", view, vocabulary)) == 8000);
    const auto* field = film::findField("lens/family");
    CHECK(freeText(*field, measuredDefault(field->path, view, vocabulary), vocabulary)
              .startsWith(QStringLiteral("free · ")));
    CHECK(freeText(*film::findField("frame/coverage"), {}, vocabulary) == QStringLiteral("free"));
}

TEST_CASE("choosing a size by its picture sets the term", "[ui][editors]") {
    Editors editors;
    auto* pictures = editors.row("frame/size").control().findChild<PictureRow*>();
    REQUIRE(pictures != nullptr);
    Q_EMIT pictures->chosen(QStringLiteral("ws"));
    CHECK(std::get<std::string>(editors.document.ownValue("frame/size")) == "ws");
    CHECK(pictures->current() == QStringLiteral("ws"));
}

TEST_CASE("a dolly-in is two clicks away", "[ui][editors]") {
    Editors editors;
    FieldRow& row = editors.row("camera/moves");
    QPushButton* add = row.control().findChild<QPushButton*>();
    REQUIRE(add != nullptr);
    add->click();
    auto* popup = row.control().findChild<OptionPopup*>();
    REQUIRE(popup != nullptr);
    Q_EMIT popup->picked(QStringLiteral("dolly_in"));
    const auto moves = std::get<std::vector<film::Move>>(editors.document.ownValue("camera/moves"));
    REQUIRE(moves.size() == 1);
    CHECK(moves.front().kind == film::TermId("dolly_in"));
    CHECK(row.control().findChildren<ItemCard*>().size() == 1);
}

TEST_CASE("cards reorder and remove the items of a list", "[ui][editors]") {
    Editors editors;
    std::vector<film::Move> moves(2);
    moves[0].kind = film::TermId("dolly_in");
    moves[1].kind = film::TermId("pan_l");
    REQUIRE(editors.document.setField("camera/moves", moves));
    FieldRow& row = editors.row("camera/moves");
    auto cards = row.control().findChildren<ItemCard*>();
    REQUIRE(cards.size() == 2);
    Q_EMIT cards[0]->moveWanted(0, 1);
    auto now = std::get<std::vector<film::Move>>(editors.document.ownValue("camera/moves"));
    CHECK(now[0].kind == film::TermId("pan_l"));
    Q_EMIT cards[0]->removeWanted(0);
    now = std::get<std::vector<film::Move>>(editors.document.ownValue("camera/moves"));
    REQUIRE(now.size() == 1);
    CHECK(now[0].kind == film::TermId("dolly_in"));
    Q_EMIT cards[0]->removeWanted(0);
    CHECK_FALSE(film::isSet(editors.document.ownValue("camera/moves")));
}

TEST_CASE("an item without its first part is a draft that the film does not see", "[ui][editors]") {
    auto list = makeItemList(film::FieldKind::Beats);
    REQUIRE(list != nullptr);
    list->insert(0);
    CHECK(list->value() == film::FieldValue{});
    list->set(0, 0, QStringLiteral("turning"));
    REQUIRE(std::holds_alternative<std::vector<film::Beat>>(list->value()));
    list->set(0, 0, QVariant());
    CHECK_FALSE(film::isSet(list->value()));
}

TEST_CASE("what a list does not edit stays with its items", "[ui][editors]") {
    std::vector<film::Light> lights(1);
    lights[0].role = film::TermId("rim");
    lights[0].kelvin = base::Kelvin{3200};
    auto list = makeItemList(film::FieldKind::Lights);
    list->take(lights);
    list->set(0, 2, QStringLiteral("a bare bulb"));
    const auto now = std::get<std::vector<film::Light>>(list->value());
    CHECK(now[0].kelvin->value == 3200);
    CHECK(now[0].description == "a bare bulb");
}

TEST_CASE("an amount of a move has the unit of that move", "[ui][editors]") {
    auto list = makeItemList(film::FieldKind::Moves);
    REQUIRE(list->parts()[1].unitOf != nullptr);
    const auto unitOf = [&](const char* kind) { return list->parts()[1].unitOf(QString::fromLatin1(kind)); };
    CHECK(unitOf("dolly_in") == QStringLiteral(" m"));
    CHECK(unitOf("pan_l") == QStringLiteral("°"));
    CHECK(unitOf("arc_r") == QStringLiteral("°"));
    CHECK(unitOf("zoom_in") == QStringLiteral("×"));
    CHECK(unitOf("dolly_zoom") == QStringLiteral(" m"));
    CHECK(unitOf("").isEmpty());
}

TEST_CASE("dragging the key over the plan is one step that sets place and distance", "[ui][editors]") {
    Editors editors;
    auto* plot = editors.page("light").findChild<LightPlot*>();
    REQUIRE(plot != nullptr);
    const int before = editors.document.undoStack().index();
    Q_EMIT plot->placed(-1, 60, 2.5);
    Q_EMIT plot->placed(-1, 65, 2.6);
    Q_EMIT plot->settled();
    CHECK(editors.document.undoStack().index() == before + 1);
    CHECK(std::get<double>(editors.document.ownValue("light/key_azimuth")) == 65);
    CHECK(std::get<double>(editors.document.ownValue("light/key_distance")) == Approx(2.6));
    editors.document.undoStack().undo();
    CHECK_FALSE(film::isSet(editors.document.ownValue("light/key_azimuth")));
    CHECK_FALSE(film::isSet(editors.document.ownValue("light/key_distance")));
}

TEST_CASE("less fill on the plan is a higher ratio", "[ui][editors]") {
    Editors editors;
    auto* plot = editors.page("light").findChild<LightPlot*>();
    Q_EMIT plot->fillChanged(-1);
    CHECK(std::get<double>(editors.document.ownValue("light/ratio")) == Approx(3));
    Q_EMIT plot->fillChanged(-3);
    CHECK(std::get<double>(editors.document.ownValue("light/ratio")) == Approx(9));
}

TEST_CASE("a phrase that is clicked brings its section and control", "[ui][editors]") {
    Editors editors;
    editors.selection.activateField(QStringLiteral("grade/contrast"));
    SectionPage* grade = editors.panel->page(QStringLiteral("grade"));
    CHECK(grade->isVisible());
    CHECK(grade->row(QStringLiteral("grade/contrast")) != nullptr);
    CHECK(grade->row(QStringLiteral("grade/contrast"))->isVisible());
}

TEST_CASE("a control that the mouse is on says its field", "[ui][editors]") {
    Editors editors;
    FieldRow& row = editors.row("lens/aperture");
    QEnterEvent enter({1, 1}, {1, 1}, {1, 1});
    QApplication::sendEvent(&row, &enter);
    CHECK(editors.selection.hoveredField() == QStringLiteral("lens/aperture"));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&row, &leave);
    CHECK(editors.selection.hoveredField().isEmpty());
}

TEST_CASE("several fields set together merge with the next of the same key", "[ui][editors]") {
    Editors editors;
    const film::ShotId shot = editors.document.currentShot();
    const int before = editors.document.undoStack().index();
    REQUIRE(
        editors.document.edit(setFields(shot, {{"mood/valence", 0.1}, {"mood/arousal", 0.2}}, "Move", "m")));
    REQUIRE(
        editors.document.edit(setFields(shot, {{"mood/valence", 0.3}, {"mood/arousal", 0.4}}, "Move", "m")));
    CHECK(editors.document.undoStack().index() == before + 1);
    CHECK_FALSE(
        editors.document.edit(setFields(shot, {{"mood/valence", 0.5}, {"mood/arousal", 9.0}}, "Move")));
    CHECK(std::get<double>(editors.document.ownValue("mood/valence")) == 0.3);
}

TEST_CASE("a reference is chosen among the film's pictures, and called by what uses it", "[ui][editors]") {
    Editors studio;
    const auto place = studio.document.folder() / "references";
    std::filesystem::create_directories(place);
    const std::string name = std::string(64, 'a') + ".png";
    REQUIRE(base::AtomicFile::write(place / name, "x"));
    auto& row = studio.row("output/references");
    QPushButton* add = nullptr;
    for (auto* button : row.findChildren<QPushButton*>()) {
        if (button->text() == addText(film::FieldKind::References)) add = button;
    }
    REQUIRE(add);
    add->click();
    OptionPopup* popup = nullptr;
    REQUIRE(QTest::qWaitFor([&] { return (popup = row.findChild<OptionPopup*>()) != nullptr; }, 20'000));
    Q_EMIT popup->picked(QString::fromStdString(name));
    const auto& shot = studio.document.film().shots.at(studio.document.currentShot());
    REQUIRE(shot.direction.output.references.size() == 1);
    CHECK(shot.direction.output.references.front().file == name);
    CHECK(referenceLabel(studio.document.film(), QString::fromStdString(name)) ==
          QStringLiteral("picture of 1A Shot 1A"));
    CHECK(referenceName(QString::fromStdString(name)) == QStringLiteral("PNG aaaaaaaa"));
}

TEST_CASE("a character and a place are made and written in the editors", "[ui][editors]") {
    Editors studio;
    const auto press = [&](const char* group, const QString& title) {
        for (auto* button : studio.page(group).findChildren<QPushButton*>()) {
            if (button->text() == title) button->click();
        }
    };
    const auto field = [&](const char* group, const char* name) -> GrowingText* {
        for (auto* each : studio.page(group).findChildren<GrowingText*>()) {
            if (each->accessibleName() == QLatin1String(name) && each->isVisibleTo(&studio.page(group)))
                return each;
        }
        return nullptr;
    };
    const int before = studio.document.undoStack().index();
    press("cast", QStringLiteral("New character"));
    REQUIRE(studio.document.film().cast.size() == 1);
    const auto id = studio.document.film().cast.begin()->first;
    CHECK(studio.document.view()->effective.direction.cast.members == std::vector{id});
    CHECK(studio.document.undoStack().index() == before + 1);

    GrowingText* words = field("cast", "In words");
    REQUIRE(words);
    words->clear();
    QTest::keyClicks(words, QStringLiteral("tired conductor"));
    CHECK(studio.document.film().cast.at(id).phrase == "tired conductor");
    REQUIRE(studio.document.prompt());
    CHECK(studio.document.prompt()->text.find("tired conductor") != std::string::npos);
    GrowingText* traits = field("cast", "Traits");
    REQUIRE(traits);
    QTest::keyClicks(traits, QStringLiteral("grey beard, one glove,"));
    CHECK(studio.document.film().cast.at(id).traits == std::vector<std::string>{"grey beard", "one glove"});
    CHECK(studio.document.undoStack().index() <= before + 4);
    studio.document.undoStack().setIndex(before);
    CHECK(studio.document.film().cast.empty());

    press("place", QStringLiteral("New place"));
    REQUIRE(studio.document.film().locations.size() == 1);
    CHECK(studio.document.view()->effective.direction.place.location ==
          studio.document.film().locations.begin()->first);
}
