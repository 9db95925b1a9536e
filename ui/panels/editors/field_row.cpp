#include "ui/panels/editors/field_row.hpp"

#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/paint.hpp"

#include <QApplication>
#include <QEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <QVariantAnimation>

namespace groundglass::ui::editors {

namespace {
constexpr double markX = 5;
constexpr int nameWidth = 106;
constexpr int nameLeft = 16;
}  // namespace

FieldName::FieldName(const QString& name, const QColor& hue, QWidget* parent)
    : QWidget(parent), m_name(name), m_hue(hue) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(name);
}

void FieldName::setMark(Mark mark, Run run, const QString& tip) {
    setToolTip(tip.toHtmlEscaped());
    setAccessibleDescription(tip);
    if (m_mark == mark && m_run == run) return;
    m_mark = mark;
    m_run = run;
    update();
}

void FieldName::setLit(bool lit) {
    if (m_lit == lit) return;
    m_lit = lit;
    update();
}

void FieldName::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = std::min(height() / 2.0, 15.0);
    const QColor quiet = paint::mixed(paint::line(), paint::dim(), 0.6);
    painter.setPen(QPen(quiet, 1));
    if (m_run.above) painter.drawLine(QPointF(markX, -4), QPointF(markX, middle - 4));
    if (m_run.below) painter.drawLine(QPointF(markX, middle + 4), QPointF(markX, height() + 4));
    if (m_mark == Mark::Own) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_hue);
        painter.drawEllipse(QPointF(markX, middle), m_onMark ? 4.5 : 3, m_onMark ? 4.5 : 3);
        if (m_onMark) {
            painter.setPen(QPen(paint::pane(), 1.3));
            painter.drawLine(QPointF(markX - 2, middle - 2), QPointF(markX + 2, middle + 2));
            painter.drawLine(QPointF(markX - 2, middle + 2), QPointF(markX + 2, middle - 2));
        }
    } else if (m_mark == Mark::Inherited) {
        painter.setPen(QPen(m_onMark ? m_hue : quiet, 1.2));
        painter.setBrush(m_onMark ? QBrush(m_hue) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QPointF(markX, middle), 3, 3);
    }
    painter.setPen(m_lit ? m_hue : m_mark == Mark::Own ? paint::ink() : paint::dim());
    const QRectF box(nameLeft, 0, width() - nameLeft, std::min<double>(height(), 30));
    if (QFontMetricsF(font()).horizontalAdvance(m_name) > box.width()) {
        painter.setFont(paint::scaled(font(), 0.92));
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_name);
    } else {
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, m_name);
    }
}

void FieldName::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_mark != Mark::Free && event->position().x() < nameLeft) {
        Q_EMIT markClicked();
    }
}

void FieldName::mouseMoveEvent(QMouseEvent* event) {
    const bool on = m_mark != Mark::Free && event->position().x() < nameLeft;
    setCursor(on ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (on == m_onMark) return;
    m_onMark = on;
    update();
}

void FieldName::leaveEvent(QEvent* event) {
    m_onMark = false;
    update();
    QWidget::leaveEvent(event);
}

void FieldName::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->position().x() >= nameLeft) Q_EMIT resetWanted();
}

FieldRow::FieldRow(const film::FieldDescriptor& field, const PanelContext& context, QWidget* parent)
    : QWidget(parent), m_field(field), m_context(context) {
    const QColor hue = context.theme.hue(field.path);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_name = new FieldName(text(field.label), hue, this);
    m_control = makeControl(field, context, this);
    if (m_control->isWide()) {
        m_name->setFixedHeight(24);
        m_name->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        column->addWidget(m_name);
        column->addWidget(m_control);
    } else {
        m_name->setFixedWidth(nameWidth);
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(m_name);
        row->addWidget(m_control, 1);
        column->addLayout(row);
    }
    m_line = new QWidget(this);
    auto* line = new QHBoxLayout(m_line);
    line->setContentsMargins(1, 2, 0, 2);
    line->setSpacing(4);
    m_from = new QLabel(m_line);
    m_from->setTextFormat(Qt::PlainText);
    m_from->setProperty("role", QStringLiteral("quiet"));
    m_from->setFont(Theme::small());
    m_override = new QPushButton(m_line);
    m_override->setProperty("kind", QStringLiteral("link"));
    m_override->setFont(Theme::small());
    m_override->setToolTip(tr("Make these values the shot’s own (Alt+Return in a field)"));
    line->addWidget(m_from);
    line->addStretch(1);
    line->addWidget(m_override);
    m_line->hide();
    column->addWidget(m_line);
    m_flash = new QVariantAnimation(this);
    m_flash->setDuration(1100);
    m_flash->setStartValue(1.0);
    m_flash->setEndValue(0.0);
    m_flash->setEasingCurve(QEasingCurve::InQuad);
    connect(m_flash, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_glow = value.toDouble();
        update();
    });
    connect(m_override, &QPushButton::clicked, this, &FieldRow::overrideWanted);
    connect(m_name, &FieldName::markClicked, this, [this] { m_own ? reset() : takeOver(); });
    connect(m_name, &FieldName::resetWanted, this, [this] { reset(); });
    connect(m_control, &FieldControl::edited, this, [this](const film::FieldValue& value) {
        const std::string fieldPath(m_field.path);
        (void)m_context.document.setField(fieldPath, value, "edit:" + fieldPath);
    });
    connect(m_control, &FieldControl::settled, this, [this] { m_context.document.endMerge(); });
}

QString FieldRow::path() const {
    return QString::fromLatin1(m_field.path.data(), static_cast<qsizetype>(m_field.path.size()));
}

void FieldRow::refresh(const film::Origin& origin, FieldName::Run run, const QString& originWords) {
    const Document& document = m_context.document;
    const app::ShotView* view = document.view();
    if (view == nullptr) return;
    FieldState state;
    state.view = view;
    state.film = &document.film();
    state.value = m_field.get(view->effective.direction);
    state.own = origin.level == film::Level::Shot;
    const craft::Vocabulary& vocabulary = document.library().vocabulary;
    if (!film::isSet(state.value)) {
        state.measured = measuredDefault(m_field.path, *view, vocabulary);
        state.free = freeText(m_field, state.measured, vocabulary);
    }
    m_own = state.own;
    m_inherited = film::isSet(state.value) && !m_own;
    m_control->show(state);
    const FieldName::Mark mark = m_own         ? FieldName::Mark::Own
                                 : m_inherited ? FieldName::Mark::Inherited
                                               : FieldName::Mark::Free;
    const QString name = text(m_field.label);
    m_name->setMark(
        mark, run,
        m_own ? tr("%1: set by this shot. Click the dot or double-click the name to give it back.").arg(name)
        : m_inherited ? tr("%1: ↳ from %2. Click the ring to set it here.").arg(name, originWords)
                      : tr("%1: free").arg(name));
}

void FieldRow::setOriginLine(int fields, const QString& originWords) {
    m_line->setVisible(fields > 0);
    if (fields == 0) return;
    m_from->setText(tr("↳ from %1").arg(originWords));
    m_override->setText(fields == 1 ? tr("Override") : tr("Override %1").arg(fields));
    m_override->setAccessibleName(tr("Override the value from %1").arg(originWords));
}

void FieldRow::reset() {
    if (!m_own) return;
    (void)m_context.document.setField(std::string(m_field.path), {});
    m_context.document.endMerge();
}

void FieldRow::takeOver() {
    if (!m_inherited) return;
    (void)m_context.document.setField(std::string(m_field.path), m_context.document.value(m_field.path));
    m_context.document.endMerge();
}

void FieldRow::setLit(bool lit) {
    m_name->setLit(lit);
}

void FieldRow::flash() {
    m_flash->stop();
    m_flash->start();
}

void FieldRow::enterEvent(QEnterEvent* event) {
    QWidget::enterEvent(event);
    m_context.selection.hoverField(path());
}

void FieldRow::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    const QWidget* focused = QApplication::focusWidget();
    const bool keeps = focused != nullptr && isAncestorOf(focused);
    if (m_context.selection.hoveredField() == path() && !keeps) m_context.selection.hoverField({});
}

void FieldRow::paintEvent(QPaintEvent* /*event*/) {
    if (m_glow <= 0.001) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor hue = m_context.theme.hue(m_field.path);
    painter.setPen(QPen(paint::withAlpha(hue, 0.8 * m_glow), 1));
    painter.setBrush(paint::withAlpha(hue, 0.16 * m_glow));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void FieldRow::keyPressEvent(QKeyEvent* event) {
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    if (alt && event->key() == Qt::Key_Backspace) {
        reset();
    } else if (alt && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        takeOver();
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace groundglass::ui::editors
