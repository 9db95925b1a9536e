#pragma once

#include <QTranslator>

namespace groundglass::ui {

/// English needs no translation but for its plurals: "%n shot(s)" becomes "1 shot" or "3 shots".
class EnglishPlurals final : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    [[nodiscard]] QString translate(const char* context, const char* source, const char* comment = nullptr,
                                    int n = -1) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
};

}  // namespace groundglass::ui
