#include "ui/panels/looks/looks_page.hpp"

#include "ui/bridge/render_bridge.hpp"
#include "ui/document.hpp"
#include "ui/panels/looks/look_card.hpp"
#include "ui/panels/looks/look_details.hpp"
#include "ui/theme.hpp"

#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QShowEvent>
#include <QToolButton>

#include <algorithm>

namespace groundglass::ui::looks {

namespace {
constexpr int cardSamples = 8;
constexpr int bigSamples = 24;
}  // namespace

LooksPage::LooksPage(PanelContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(250);
    connect(&m_soon, &QTimer::timeout, this, &LooksPage::refresh);
    m_libraryWrite.setSingleShot(true);
    m_libraryWrite.setInterval(600);
    connect(&m_libraryWrite, &QTimer::timeout, this, &LooksPage::endLibraryEdit);
    connect(&context.document, &Document::viewChanged, this, &LooksPage::stale);
    connect(&context.render, &RenderBridge::thumbnailReady, this,
            [this](const QString& key, const QImage& image) {
                for (const int card : m_waiting.take(key)) {
                    if (card < static_cast<int>(m_cards.size()))
                        m_cards[static_cast<std::size_t>(card)]->setPicture(image);
                }
                if (key == m_bigKey || key == m_pinnedKey) showChosen();
            });
}

void LooksPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_loaded) loadShelves();
    if (m_stale) refresh();
}

/// Pictures of the wall follow the shot, but not while it is being dragged.
void LooksPage::stale() {
    m_stale = true;
    if (isVisible()) m_soon.start();
}

void LooksPage::refresh() {
    m_stale = false;
    m_shelved.clear();
    qDeleteAll(m_cards);
    m_cards.clear();
    m_waiting.clear();
    m_context.render.forgetWaiting(QStringLiteral("look:"));
    if (m_chosen.isEmpty()) m_chosen = wornLook();
    std::vector<film::Look> inFilm;
    for (const auto& [id, look] : m_context.document.film().looks) inFilm.push_back(look);
    fill(m_film, Shelf::Film, inFilm);
    fill(m_library, Shelf::Library, m_libraryLooks);
    fill(m_starter, Shelf::Starter, m_starterLooks);
    const bool shot = m_context.document.view() != nullptr;
    m_save->setEnabled(shot);
    m_newTitle->setEnabled(shot);
    m_onShot->setEnabled(shot);
    if (find(m_chosen) == nullptr) m_chosen = wornLook();
    if (find(m_pinned) == nullptr) m_pinned.clear();
    drawAll();
    showChosen();
}

QString LooksPage::wornLook() const {
    const app::ShotView* view = m_context.document.view();
    if (view == nullptr) return {};
    const film::Film& film = m_context.document.film();
    film::LookId look = view->shot.look;
    if (const auto scene = film.scenes.find(view->shot.scene); look.empty() && scene != film.scenes.end())
        look = scene->second.look;
    if (look.empty()) look = film.look;
    const auto found = film.looks.find(look);
    return found == film.looks.end() ? QString() : ShelvedLook{Shelf::Film, found->second}.key();
}

void LooksPage::fill(Wall& wall, Shelf shelf, const std::vector<film::Look>& looks) {
    wall.title->setVisible(shelf != Shelf::Film || m_context.document.isOpen());
    wall.empty->setVisible(looks.empty() && wall.title->isVisibleTo(this) && !wall.empty->text().isEmpty());
    wall.cards->setVisible(!looks.empty());
    for (const film::Look& look : looks) {
        ShelvedLook shelved{shelf, look};
        auto* card = new LookCard(wall.cards);
        const QString use = shelf == Shelf::Film ? usedBy(m_context.document.film(), look.id) : QString();
        card->setWords(shown(look.title), keyNumbers(look.direction, m_context.library->vocabulary), use);
        const QString key = shelved.key();
        card->setChosen(key == m_chosen);
        card->setPinned(key == m_pinned);
        wall.cards->layout()->addWidget(card);
        card->show();
        connect(card, &LookCard::chosen, this, [this, key] { choose(key); });
        connect(card, &LookCard::applied, this, [this, key] {
            choose(key);
            apply(0);
        });
        m_shelved.push_back(std::move(shelved));
        m_cards.push_back(card);
    }
}

film::Direction LooksPage::directionFor(const film::Look& look) const {
    const app::ShotView* view = m_context.document.view();
    const bool onShot = m_onShot->isChecked() && view != nullptr;
    return withLook(onShot ? view->effective.direction : neutralPortrait(), look.direction);
}

QImage LooksPage::picture(const film::Direction& direction, int width, int samples) {
    const craft::Vocabulary& vocabulary = m_context.library->vocabulary;
    const craft::MeasuredShot measured = craft::measure(direction, vocabulary);
    const int pixels = static_cast<int>(width * devicePixelRatioF());
    const base::Pixels size = app::frameSize(measured, pixels);
    const QString key = pictureKey(direction, size);
    const QImage known = m_context.render.knownThumbnail(key);
    if (!known.isNull()) return known;
    return m_context.render.thumbnail(
        key, viewfinder::describe(m_context.document.film(), direction, measured, vocabulary), size, samples);
}

void LooksPage::drawAll() {
    for (std::size_t i = 0; i < m_cards.size(); ++i) draw(m_shelved[i], m_cards[i]);
}

void LooksPage::draw(const ShelvedLook& look, LookCard* card) {
    const film::Direction direction = directionFor(look.look);
    const QImage image = picture(direction, LookCard::pictureWidth, cardSamples);
    if (!image.isNull()) {
        card->setPicture(image);
        return;
    }
    const craft::MeasuredShot measured = craft::measure(direction, m_context.library->vocabulary);
    const int pixels = static_cast<int>(LookCard::pictureWidth * devicePixelRatioF());
    const auto place = std::ranges::find(m_cards, card) - m_cards.begin();
    m_waiting[pictureKey(direction, app::frameSize(measured, pixels))].push_back(static_cast<int>(place));
}

const ShelvedLook* LooksPage::find(const QString& key) const {
    const auto found =
        std::ranges::find_if(m_shelved, [&key](const ShelvedLook& look) { return look.key() == key; });
    return found == m_shelved.end() ? nullptr : &*found;
}

void LooksPage::choose(const QString& key) {
    m_chosen = key;
    for (std::size_t i = 0; i < m_cards.size(); ++i) m_cards[i]->setChosen(m_shelved[i].key() == key);
    showChosen();
}

void LooksPage::compareNext() {
    if (m_shelved.size() < 2) return;
    if (m_chosen.isEmpty()) choose(m_shelved.front().key());
    m_pinned = m_chosen;
    const auto at =
        std::ranges::find_if(m_shelved, [this](const ShelvedLook& l) { return l.key() == m_chosen; });
    const auto next = std::next(at) == m_shelved.end() ? m_shelved.begin() : std::next(at);
    for (std::size_t i = 0; i < m_cards.size(); ++i) m_cards[i]->setPinned(m_shelved[i].key() == m_pinned);
    choose(next->key());
}

void LooksPage::showChosen() {
    const ShelvedLook* chosen = find(m_chosen);
    const ShelvedLook* pinned = find(m_pinned);
    m_details->show(chosen != nullptr ? std::optional(*chosen) : std::nullopt,
                    pinned != nullptr ? std::optional(*pinned) : std::nullopt);
    const int width = LookDetails::columnWidth - 2 * Theme::gap;
    const auto big = [&](const ShelvedLook* look, QString& key) -> QImage {
        key.clear();
        if (look == nullptr) return {};
        const film::Direction direction = directionFor(look->look);
        const craft::MeasuredShot measured = craft::measure(direction, m_context.library->vocabulary);
        key = pictureKey(direction, app::frameSize(measured, static_cast<int>(width * devicePixelRatioF())));
        const QImage image = picture(direction, width, bigSamples);
        if (!image.isNull()) return image;
        // Until it is drawn, the small one of the wall.
        const int small = static_cast<int>(LookCard::pictureWidth * devicePixelRatioF());
        return m_context.render.knownThumbnail(pictureKey(direction, app::frameSize(measured, small)));
    };
    const QImage lookPicture = big(chosen, m_bigKey);
    const QImage pinnedPicture = big(pinned != chosen ? pinned : nullptr, m_pinnedKey);
    m_details->setPictures(lookPicture, pinnedPicture);
}

}  // namespace groundglass::ui::looks
