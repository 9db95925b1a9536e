#include "ui/widgets/option_picker.hpp"
#include "ui/widgets/paint.hpp"

#include <QAbstractListModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace groundglass::ui {

namespace {

constexpr int rowHeight = 40;
constexpr int mostRows = 9;

/// How well one word fits: lower is better, −1 not at all.
int rank(const Option& option, const QString& word) {
    if (option.label.startsWith(word, Qt::CaseInsensitive)) return 0;
    if (option.label.contains(word, Qt::CaseInsensitive)) return 1;
    for (const QString& alias : option.aliases) {
        if (alias.startsWith(word, Qt::CaseInsensitive)) return 2;
    }
    for (const QString& alias : option.aliases) {
        if (alias.contains(word, Qt::CaseInsensitive)) return 3;
    }
    if (option.id.contains(word, Qt::CaseInsensitive)) return 4;
    return option.definition.contains(word, Qt::CaseInsensitive) ? 5 : -1;
}

}  // namespace

std::vector<int> matchingOptions(const std::vector<Option>& options, const QString& query) {
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::pair<int, int>> ranked;
    for (int i = 0; i < static_cast<int>(options.size()); ++i) {
        int worst = 0;
        for (const QString& word : words) {
            const int value = rank(options[static_cast<std::size_t>(i)], word);
            worst = value < 0 ? 99 : std::max(worst, value);
        }
        if (worst < 99) ranked.emplace_back(worst, i);
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<int, int>::first);
    std::vector<int> rows;
    rows.reserve(ranked.size());
    for (const auto& entry : ranked) rows.push_back(entry.second);
    return rows;
}

/// The rows that the search leaves.
class OptionPopup::Model final : public QAbstractListModel {
public:
    Model(const std::vector<Option>& options, QObject* parent)
        : QAbstractListModel(parent), m_options(options) {}

    void setRows(std::vector<int> rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid() || index.row() >= static_cast<int>(m_rows.size())) return {};
        const Option& option = at(index.row());
        switch (role) {
            case Qt::DisplayRole:
                return option.label;
            case Qt::ToolTipRole:
                return option.definition.toHtmlEscaped();
            case Qt::AccessibleDescriptionRole:
                return option.definition;
            case Qt::UserRole:
                return option.id;
            case Qt::UserRole + 1:
                return option.definition;
            case Qt::UserRole + 2:
                return option.note;
            default:
                return {};
        }
    }
    [[nodiscard]] const Option& at(int row) const {
        return m_options[static_cast<std::size_t>(m_rows[static_cast<std::size_t>(row)])];
    }

private:
    const std::vector<Option>& m_options;
    std::vector<int> m_rows;
};

namespace {

/// Label with its note, the definition below, a picture where there is one.
class RowPainter final : public QStyledItemDelegate {
public:
    RowPainter(OptionPicture picture, QObject* parent)
        : QStyledItemDelegate(parent), m_picture(std::move(picture)) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& /*option*/,
                                 const QModelIndex& /*index*/) const override {
        return {200, rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(option.rect, paint::withAlpha(paint::accent(), 0.18));
        }
        QRectF box = QRectF(option.rect).adjusted(10, 4, -10, -4);
        if (m_picture) {
            m_picture(*painter, QRectF(box.left(), box.top() + 3, 56, box.height() - 6),
                      index.data(Qt::UserRole).toString());
            box.setLeft(box.left() + 66);
        }
        const QRectF top(box.left(), box.top(), box.width(), box.height() / 2);
        const QRectF bottom(box.left(), top.bottom(), box.width(), box.height() / 2);
        painter->setFont(option.font);
        painter->setPen(paint::ink());
        paint::lineOfText(*painter, top, Qt::AlignLeft | Qt::AlignVCenter,
                          index.data(Qt::DisplayRole).toString());
        painter->setFont(paint::scaled(option.font, 0.85));
        painter->setPen(paint::dim());
        paint::lineOfText(*painter, top, Qt::AlignRight | Qt::AlignVCenter,
                          index.data(Qt::UserRole + 2).toString());
        paint::lineOfText(*painter, bottom, Qt::AlignLeft | Qt::AlignVCenter,
                          index.data(Qt::UserRole + 1).toString());
        painter->restore();
    }

private:
    OptionPicture m_picture;
};

}  // namespace

OptionPopup::OptionPopup(const std::vector<Option>& options, OptionPicture picture, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_options(options) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("optionPopup"));
    setAttribute(Qt::WA_StyledBackground);
    setStyleSheet(QStringLiteral("QFrame#optionPopup { background: %1; border: 1px solid %2; }")
                      .arg(paint::raised().name(), paint::mixed(paint::line(), paint::dim(), 0.35).name()));
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_model = new Model(m_options, this);
    m_list = new QListView(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowPainter(std::move(picture), m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Choices"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    column->addWidget(m_search);
    column->addWidget(m_list);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &OptionPopup::filter);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { pickRow(index.row()); });
    filter({});
}

void OptionPopup::openAt(const QWidget& control, const QString& current, const QString& query) {
    const int rows = std::clamp(static_cast<int>(m_options.size()), 1, mostRows);
    const QSize size(std::max(control.width(), 300), rows * rowHeight + 48);
    const QRect room = control.screen()->availableGeometry();
    QPoint corner = control.mapToGlobal(QPoint(control.width() - size.width(), control.height() + 2));
    if (corner.y() + size.height() > room.bottom()) {
        corner.setY(std::max(room.top(), control.mapToGlobal(QPoint(0, -2)).y() - size.height()));
    }
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - size.width())));
    setGeometry(QRect(corner, size));
    for (int row = 0; row < m_model->rowCount({}); ++row) {
        if (m_model->at(row).id == current) m_list->setCurrentIndex(m_model->index(row));
    }
    show();
    m_search->setFocus(Qt::PopupFocusReason);
    if (!query.isEmpty()) m_search->setText(query);
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void OptionPopup::filter(const QString& query) {
    m_model->setRows(matchingOptions(m_options, query));
    if (m_model->rowCount({}) > 0) m_list->setCurrentIndex(m_model->index(0));
}

void OptionPopup::pickRow(int row) {
    if (row < 0 || row >= m_model->rowCount({})) return;
    const QString id = m_model->at(row).id;
    Q_EMIT picked(id);
    close();
}

bool OptionPopup::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_search || event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int last = m_model->rowCount({}) - 1;
    const int row = m_list->currentIndex().row();
    const auto go = [this, last](int to) {
        m_list->setCurrentIndex(m_model->index(std::clamp(to, 0, std::max(last, 0))));
    };
    switch (key) {
        case Qt::Key_Down:
            go(row + 1);
            return true;
        case Qt::Key_Up:
            go(row - 1);
            return true;
        case Qt::Key_PageDown:
            go(row + mostRows - 1);
            return true;
        case Qt::Key_PageUp:
            go(row - mostRows + 1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            pickRow(row);
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            return false;
    }
}

}  // namespace groundglass::ui
