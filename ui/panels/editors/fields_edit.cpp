#include "ui/panels/editors/fields_edit.hpp"

namespace groundglass::ui::editors {

namespace {

class SetFields final : public film::Edit {
public:
    SetFields(film::FieldOwner owner, FieldValues values, std::string label, std::string mergeKey)
        : m_owner(std::move(owner)),
          m_values(std::move(values)),
          m_label(std::move(label)),
          m_mergeKey(std::move(mergeKey)) {}

    std::string label() const override { return m_label; }
    std::string mergeKey() const override { return m_mergeKey; }
    std::vector<film::Change> changes() const override { return whole()->changes(); }
    base::Result<std::unique_ptr<film::Edit>> apply(film::Film& film) const override {
        return whole()->apply(film);
    }

private:
    std::unique_ptr<film::Edit> whole() const {
        std::vector<std::unique_ptr<film::Edit>> edits;
        edits.reserve(m_values.size());
        for (const auto& [path, value] : m_values) edits.push_back(film::setField(m_owner, path, value));
        return film::together(m_label, std::move(edits));
    }

    film::FieldOwner m_owner;
    FieldValues m_values;
    std::string m_label, m_mergeKey;
};

class Merging final : public film::Edit {
public:
    Merging(std::unique_ptr<film::Edit> edit, std::string label, std::string mergeKey)
        : m_edit(std::move(edit)), m_label(std::move(label)), m_mergeKey(std::move(mergeKey)) {}

    std::string label() const override { return m_label; }
    std::string mergeKey() const override { return m_mergeKey; }
    std::vector<film::Change> changes() const override { return m_edit->changes(); }
    base::Result<std::unique_ptr<film::Edit>> apply(film::Film& film) const override {
        return m_edit->apply(film);
    }

private:
    std::unique_ptr<film::Edit> m_edit;
    std::string m_label, m_mergeKey;
};

}  // namespace

std::unique_ptr<film::Edit> merging(std::unique_ptr<film::Edit> edit, std::string label,
                                    std::string mergeKey) {
    return std::make_unique<Merging>(std::move(edit), std::move(label), std::move(mergeKey));
}

std::unique_ptr<film::Edit> setFields(film::FieldOwner owner, FieldValues values, std::string label,
                                      std::string mergeKey) {
    return std::make_unique<SetFields>(std::move(owner), std::move(values), std::move(label),
                                       std::move(mergeKey));
}

}  // namespace groundglass::ui::editors
