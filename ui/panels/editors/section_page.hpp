#pragma once

#include "ui/panel_context.hpp"
#include "ui/panels/editors/field_row.hpp"

#include <QScrollArea>

#include <string>
#include <vector>

namespace groundglass::ui::editors {

class SectionHead;

/// One section: its picture and a row for every field of its group, made at first sight.
class SectionPage final : public QScrollArea {
    Q_OBJECT

public:
    SectionPage(std::string group, const PanelContext& context, QWidget* parent);

    [[nodiscard]] const std::string& group() const { return m_group; }
    /// Now when it is seen, else when it comes into sight.
    void refresh();
    /// Lights the names of the fields that are pointed at.
    void light(const QString& path);
    /// Scrolls to a field, flashes it and gives it the focus; "/<index>" means an item of its list.
    void reveal(const QString& path);
    [[nodiscard]] FieldRow* row(const QString& path) const;
    [[nodiscard]] const std::vector<FieldRow*>& rows() const { return m_rows; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void refreshNow();
    void takeOver(std::size_t last);

    std::string m_group;
    const PanelContext& m_context;
    SectionHead* m_head{};
    std::vector<FieldRow*> m_rows;
    std::vector<std::size_t> m_runStart;  ///< Parallel to the rows: where the run of equal origins began.
    bool m_stale = true;
};

}  // namespace groundglass::ui::editors
