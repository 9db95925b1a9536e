#include "ui/theme.hpp"

#include "groundglass/base/utf8.hpp"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <utility>

namespace groundglass::ui {
namespace {

struct Hue {
    std::string_view group;
    QRgb colour;
};
constexpr std::array hues{
    Hue{"story", 0xffd9c2a7},   Hue{"cast", 0xffe3a3b8}, Hue{"place", 0xffa9c0c9}, Hue{"frame", 0xff7fb2e5},
    Hue{"camera", 0xff74cdd0},  Hue{"lens", 0xff8fd0a8}, Hue{"light", 0xfff0c46a}, Hue{"grade", 0xffe58f6f},
    Hue{"texture", 0xffb7b08a}, Hue{"mood", 0xffc79be0}, Hue{"sound", 0xff9aa8ef}, Hue{"avoid", 0xffd9848c},
    Hue{"output", 0xffa6abb3},
};

QFont sized(qreal pixels, QFont::Weight weight = QFont::Normal) {
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(qRound(pixels));
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QColor mixed(const QColor& a, const QColor& b, qreal share) {
    return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * share),
                            static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * share),
                            static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * share));
}

/// Draws one SVG in the tone of its mode, at the size and density that is asked for.
class TonedIcon final : public QIconEngine {
public:
    TonedIcon(QString name, QColor normal, QColor disabled, QColor on)
        : m_name(std::move(name)), m_normal(normal), m_disabled(disabled), m_on(on) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const QColor tone = mode == QIcon::Disabled ? m_disabled : state == QIcon::On ? m_on : m_normal;
        if (m_source.isEmpty()) {
            QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
            if (file.open(QIODevice::ReadOnly)) m_source = file.readAll();
        }
        QByteArray drawing = m_source;
        drawing.replace("currentColor", tone.name().toLatin1());
        QSvgRenderer renderer(drawing);
        const int side = std::min(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        if (renderer.isValid()) renderer.render(painter, square);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return result;
    }
    QIconEngine* clone() const override { return new TonedIcon(*this); }

private:
    QString m_name;
    QColor m_normal, m_disabled, m_on;
    QByteArray m_source;
};

}  // namespace

QColor Theme::hue(std::string_view groupOrPath) const {
    const std::string_view group = groupOrPath.substr(0, groupOrPath.find('/'));
    const auto found = std::find_if(hues.begin(), hues.end(), [&](const Hue& h) { return h.group == group; });
    return found == hues.end() ? quiet : QColor::fromRgb(found->colour);
}

QColor Theme::hue(const QString& groupOrPath) const {
    return hue(std::string_view(groupOrPath.toStdString()));
}

QFont Theme::body() {
    return sized(13);
}
QFont Theme::small() {
    return sized(12);
}
QFont Theme::strong() {
    return sized(13, QFont::DemiBold);
}
QFont Theme::title() {
    return sized(15, QFont::DemiBold);
}
QFont Theme::prose() {
    return sized(15);
}
QFont Theme::caption() {
    QFont font = sized(11, QFont::Medium);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.8);
    return font;
}

QPalette Theme::palette() const {
    QPalette p;
    p.setColor(QPalette::Window, ground);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, raised);
    p.setColor(QPalette::AlternateBase, pane);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::Button, raised);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::ToolTipBase, lifted);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::PlaceholderText, faint);
    p.setColor(QPalette::Highlight, mixed(raised, accent, 0.35));
    p.setColor(QPalette::HighlightedText, text);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, faint);
    }
    return p;
}

void Theme::apply(QApplication& application) const {
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(palette());
    application.setFont(body());
    QFile file(QStringLiteral(":/themes/dark.qss"));
    if (!file.open(QIODevice::ReadOnly)) return;
    QString sheet = QString::fromUtf8(file.readAll());
    // Longer names first, so that no name is the beginning of one that is still to be replaced.
    const std::array<std::pair<QString, QColor>, 19> tones{{
        {QStringLiteral("@noticeBack"), mixed(pane, accent, 0.10)},
        {QStringLiteral("@accentWash"), mixed(pane, accent, 0.16)},
        {QStringLiteral("@accentDown"), mixed(accent, ground, 0.18)},
        {QStringLiteral("@accentDim"), mixed(raised, accent, 0.45)},
        {QStringLiteral("@accentUp"), mixed(accent, QColor(Qt::white), 0.22)},
        {QStringLiteral("@onAccent"), onAccent},
        {QStringLiteral("@accent"), accent},
        {QStringLiteral("@ground"), ground},
        {QStringLiteral("@raised"), raised},
        {QStringLiteral("@lifted"), lifted},
        {QStringLiteral("@lineUp"), mixed(line, text, 0.16)},
        {QStringLiteral("@line"), line},
        {QStringLiteral("@quiet"), quiet},
        {QStringLiteral("@faint"), faint},
        {QStringLiteral("@doubt"), doubt},
        {QStringLiteral("@edge"), mixed(ground, QColor(Qt::black), 0.35)},
        {QStringLiteral("@pane"), pane},
        {QStringLiteral("@text"), text},
        {QStringLiteral("@white"), QColor(Qt::white)},
    }};
    for (const auto& [word, colour] : tones) sheet.replace(word, colour.name());
    sheet.replace(QStringLiteral("@good"), good.name());
    sheet.replace(QStringLiteral("@bad"), bad.name());
    application.setStyleSheet(sheet);
}

QIcon Theme::icon(const QString& name) const {
    return QIcon(new TonedIcon(name, text, faint, accent));
}
QIcon Theme::icon(const QString& name, const QColor& colour) const {
    return QIcon(new TonedIcon(name, colour, faint, colour));
}

QString shown(std::string_view utf8) {
    return QString::fromStdString(base::visibleText(utf8));
}
QString shownInMenu(std::string_view utf8) {
    return shown(utf8).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString tip(const QString& plain) {
    if (plain.isEmpty()) return {};
    return QStringLiteral("<qt>%1</qt>")
        .arg(plain.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

}  // namespace groundglass::ui
