#include "ui/widgets/light_plot.hpp"

#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace groundglass::ui {

namespace {

constexpr double nearest = 0.4;    // metres at the subject's skin
constexpr double farthest = 16.0;  // metres at the rim
constexpr double noFill = -6;      // stops: treated as none

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}
double degrees(double radians) {
    return radians * 180 / std::numbers::pi;
}
double wrapped(double azimuth) {
    while (azimuth > 180) azimuth -= 360;
    while (azimuth < -180) azimuth += 360;
    return azimuth;
}

}  // namespace

LightPlot::LightPlot(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Light plan from above"));
}

void LightPlot::setPlan(LightPlan plan) {
    m_plan = std::move(plan);
    m_chosen = std::min(m_chosen, static_cast<int>(m_plan.others.size()) - 1);
    setAccessibleDescription(
        QStringLiteral("%1, %2. %3").arg(m_plan.key.name, m_plan.fillName, m_plan.recognised));
    update();
}

int LightPlot::heightForWidth(int width) const {
    return std::clamp(static_cast<int>(width * 0.82), 240, 360);
}

QPointF LightPlot::middle() const {
    return {width() / 2.0, (height() - footerHeight) / 2.0};
}

double LightPlot::reach() const {
    return std::min(width() / 2.0, (height() - footerHeight) / 2.0) - 14;
}

double LightPlot::radiusOf(double metres) const {
    const double share =
        std::log(std::clamp(metres, nearest, farthest) / nearest) / std::log(farthest / nearest);
    return 28 + (reach() - 28) * share;
}

double LightPlot::metresAt(double radius) const {
    const double share = std::clamp((radius - 28) / std::max(reach() - 28, 1.0), 0.0, 1.0);
    return std::round(nearest * std::pow(farthest / nearest, share) * 20) / 20;
}

/// Azimuth 0 is towards the camera, which stands below; screen right is right.
QPointF LightPlot::place(double azimuth, double radius) const {
    return middle() + QPointF(std::sin(radians(azimuth)), std::cos(radians(azimuth))) * radius;
}

const PlottedLight& LightPlot::lamp(int index) const {
    return index < 0 ? m_plan.key : m_plan.others[static_cast<std::size_t>(index)];
}

QPointF LightPlot::lampAt(int index) const {
    return place(lamp(index).azimuth, radiusOf(lamp(index).distance));
}

QPointF LightPlot::fillAt() const {
    const double share = std::clamp(m_plan.fillStops / noFill, 0.0, 1.0);
    return place(m_plan.fillAzimuth, 40 + (reach() - 48) * share);
}

QPointF LightPlot::sizeGrip() const {
    const double radius = radiusOf(m_plan.key.distance);
    const double half =
        std::clamp(radius * std::tan(radians(std::min(m_plan.key.angle, 120.0)) / 2), 6.0, reach());
    const QPointF along(std::cos(radians(m_plan.key.azimuth)), -std::sin(radians(m_plan.key.azimuth)));
    return lampAt(-1) + along * half;
}

QRectF LightPlot::arcBox() const {
    return {10, 10, 44, 76};
}

QPointF LightPlot::raiseAt() const {
    const QRectF box = arcBox();
    const double angle = radians(std::clamp(lamp(m_chosen).elevation, -90.0, 90.0));
    const double radius = box.height() / 2 - 6;
    return QPointF(box.left() + 8, box.center().y()) + QPointF(std::cos(angle), -std::sin(angle)) * radius;
}

LightPlot::Hold LightPlot::holdAt(const QPointF& point) const {
    const auto near = [&point](const QPointF& at, double distance) {
        return std::hypot(point.x() - at.x(), point.y() - at.y()) <= distance;
    };
    if (near(raiseAt(), 9)) return {Grip::Raise, m_chosen};
    if (m_plan.hasKey && near(sizeGrip(), 6)) return {Grip::Size, -1};
    for (int i = static_cast<int>(m_plan.others.size()) - 1; i >= 0; --i) {
        if (near(lampAt(i), 10)) return {Grip::Lamp, i};
    }
    if (m_plan.hasKey && near(lampAt(-1), 16)) return {Grip::Lamp, -1};
    if (near(fillAt(), 10)) return {Grip::Fill, -1};
    return {};
}

void LightPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_hold = holdAt(event->position());
    if (m_hold.grip == Grip::Lamp) m_chosen = m_hold.index;
    update();
}

void LightPlot::mouseMoveEvent(QMouseEvent* event) {
    if (m_hold.grip != Grip::None && (event->buttons() & Qt::LeftButton)) {
        drag(event->position(), event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    }
    const Hold hold = holdAt(event->position());
    if (hold == m_hover) return;
    m_hover = hold;
    setCursor(hold.grip == Grip::None ? Qt::ArrowCursor : Qt::OpenHandCursor);
    Q_EMIT pointedAt(hold.grip == Grip::None   ? QString()
                     : hold.grip == Grip::Fill ? QStringLiteral("fill")
                     : hold.index >= 0         ? QStringLiteral("other")
                                               : QStringLiteral("key"),
                     hold.index);
    update();
}

void LightPlot::drag(const QPointF& point, bool fine) {
    const QPointF offset = point - middle();
    const double radius = std::hypot(offset.x(), offset.y());
    switch (m_hold.grip) {
        case Grip::Lamp: {
            const double grain = fine ? 1 : 2.5;
            const double azimuth = std::round(degrees(std::atan2(offset.x(), offset.y())) / grain) * grain;
            Q_EMIT placed(m_hold.index, wrapped(azimuth), metresAt(radius));
            break;
        }
        case Grip::Fill: {
            const QPointF line = place(m_plan.fillAzimuth, 1) - middle();
            const double along = QPointF::dotProduct(offset, line);
            const double share = std::clamp((along - 40) / std::max(reach() - 48, 1.0), 0.02, 1.0);
            Q_EMIT fillChanged(share * noFill);
            break;
        }
        case Grip::Size: {
            const QPointF along(std::cos(radians(m_plan.key.azimuth)),
                                -std::sin(radians(m_plan.key.azimuth)));
            const double half = std::abs(QPointF::dotProduct(point - lampAt(-1), along));
            const double angle = 2 * degrees(std::atan2(half, radiusOf(m_plan.key.distance)));
            Q_EMIT keySized(std::clamp(angle, 0.5, 120.0));
            break;
        }
        case Grip::Raise: {
            const QPointF side = point - QPointF(arcBox().left() + 8, arcBox().center().y());
            const double elevation = degrees(std::atan2(-side.y(), std::max(side.x(), 0.0)));
            Q_EMIT raised(m_hold.index, std::round(std::clamp(elevation, -90.0, 90.0)));
            break;
        }
        case Grip::None:
            break;
    }
}

void LightPlot::mouseReleaseEvent(QMouseEvent* /*event*/) {
    if (m_hold.grip == Grip::None) return;
    m_hold = {};
    update();
    Q_EMIT settled();
}

void LightPlot::leaveEvent(QEvent* event) {
    m_hover = {};
    Q_EMIT pointedAt(QString(), -1);
    update();
    QWidget::leaveEvent(event);
}

bool LightPlot::pressedKey(int key, bool fine) {
    const PlottedLight& light = lamp(m_chosen);
    const double turn = fine ? 1 : 5;
    const double factor = fine ? 1.02 : 1.1;
    switch (key) {
        case Qt::Key_Right:
            Q_EMIT placed(m_chosen, wrapped(light.azimuth + turn), light.distance);
            return true;
        case Qt::Key_Left:
            Q_EMIT placed(m_chosen, wrapped(light.azimuth - turn), light.distance);
            return true;
        case Qt::Key_Up:
            Q_EMIT raised(m_chosen, std::clamp(light.elevation + turn, -90.0, 90.0));
            return true;
        case Qt::Key_Down:
            Q_EMIT raised(m_chosen, std::clamp(light.elevation - turn, -90.0, 90.0));
            return true;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            Q_EMIT placed(m_chosen, light.azimuth, light.distance * factor);
            return true;
        case Qt::Key_Minus:
            Q_EMIT placed(m_chosen, light.azimuth, light.distance / factor);
            return true;
        case Qt::Key_BracketRight:
            Q_EMIT keySized(std::min(m_plan.key.angle * factor, 120.0));
            return true;
        case Qt::Key_BracketLeft:
            Q_EMIT keySized(std::max(m_plan.key.angle / factor, 0.5));
            return true;
        case Qt::Key_Greater:
            Q_EMIT fillChanged(std::min(m_plan.fillStops + 0.25, -0.1));
            return true;
        case Qt::Key_Less:
            Q_EMIT fillChanged(std::max(m_plan.fillStops - 0.25, noFill));
            return true;
        default:
            return false;
    }
}

void LightPlot::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_N) {
        const int last = static_cast<int>(m_plan.others.size()) - 1;
        m_chosen = m_chosen >= last ? -1 : m_chosen + 1;
        update();
        return;
    }
    if (pressedKey(event->key(), event->modifiers().testFlag(Qt::ShiftModifier))) {
        if (!event->isAutoRepeat()) Q_EMIT settled();
        return;
    }
    QWidget::keyPressEvent(event);
}

bool LightPlot::event(QEvent* event) {
    return keepsKey(event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Plus,
                            Qt::Key_Equal, Qt::Key_Minus, Qt::Key_BracketLeft, Qt::Key_BracketRight,
                            Qt::Key_Less, Qt::Key_Greater, Qt::Key_N}) ||
           QWidget::event(event);
}

}  // namespace groundglass::ui
