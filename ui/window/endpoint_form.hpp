#pragma once

#include "groundglass/base/secret.hpp"
#include "groundglass/jobs/outside.hpp"
#include "ui/window/endpoint_check.hpp"

#include <QWidget>

#include <map>
#include <optional>
#include <string>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace groundglass::ui {

struct KeyState;

/// What a person wants of an endpoint and its key.
struct EndpointWish {
    jobs::Endpoint endpoint;
    std::optional<jobs::Endpoint> before{};  ///< The endpoint that is edited, as it was.
    base::Secret key{};                      ///< Empty: leave the key as it is.
    bool sessionOnly = false;                ///< Keep the key in memory, not in the keyring.
};

/// The fields of one endpoint, each with the reason against it below. The key is wiped when it is handed
/// over.
class EndpointForm final : public QWidget {
    Q_OBJECT
public:
    explicit EndpointForm(QWidget* parent = nullptr);

    /// Empty fields for a new endpoint; `taken` are the names that there are.
    void startNew(std::map<std::string, jobs::Endpoint> taken);
    void startEdit(const jobs::Endpoint& endpoint, const KeyState& key, bool atKey);
    /// Something failed after saved(): a sentence below the key, or below everything.
    void showKeyTrouble(const QString& why);
    void showTrouble(const QString& why);
    void clear();

Q_SIGNALS:
    void wanted(const groundglass::ui::EndpointWish& wish);
    void left();

private:
    QLabel* addRow(QVBoxLayout* column, const QString& title, QWidget* field);
    void buildKey(QVBoxLayout* column);
    void buildButtons(QVBoxLayout* column);
    [[nodiscard]] EndpointDraft draft() const;
    [[nodiscard]] jobs::Endpoint endpoint() const;
    void judge();
    void send();

    QLabel* m_title;
    QLineEdit* m_name;
    QComboBox* m_family;
    QLineEdit* m_address;
    QCheckBox* m_own;
    QLineEdit* m_model;
    QLineEdit* m_key;
    QLabel* m_keyHint;
    QRadioButton* m_inKeyring;
    QRadioButton* m_session;
    QLabel *m_nameWhy, *m_familyWhy, *m_addressWhy, *m_modelWhy, *m_keyWhy, *m_why;
    QPushButton* m_save;
    std::map<std::string, jobs::Endpoint> m_taken;
    std::optional<jobs::Endpoint> m_before;
    bool m_judging = false;  ///< From the first try to save on, reasons follow what is typed.
};

}  // namespace groundglass::ui
