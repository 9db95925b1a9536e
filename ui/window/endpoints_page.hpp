#pragma once

#include "ui/bridge/keyring.hpp"
#include "ui/panel_context.hpp"
#include "ui/window/endpoint_form.hpp"

#include <QDialog>

#include <functional>
#include <optional>

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace groundglass::ui {

class Targets;

/// Where shots can be sent: the person's own endpoints with their keys, and the services of the catalog. Not
/// modal.
class EndpointsPage final : public QDialog {
    Q_OBJECT
public:
    EndpointsPage(PanelContext& context, Targets& targets, Keyring& keyring, QWidget* parent = nullptr);

    void startNew();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildList();
    void connectForm();
    QWidget* catalogCard(const jobs::Provider& provider);
    void refresh();
    void refreshNote();
    void addCards();
    void save(const EndpointWish& wish);
    void saved(const EndpointWish& wish);
    void remove(const jobs::Endpoint& endpoint);
    void showList();
    [[nodiscard]] int openJobsOf(const std::string& endpoint) const;

    PanelContext& m_context;
    Targets& m_targets;
    Keyring& m_keyring;
    QStackedWidget* m_stack;
    EndpointForm* m_form;
    QVBoxLayout* m_cards;
    QLabel* m_note;        ///< What holds for all endpoints: no keyring, the queue elsewhere.
    QLabel* m_trouble;     ///< What went wrong last.
    std::string m_saving;  ///< The endpoint whose key is on its way into the keyring.
};

}  // namespace groundglass::ui
