#pragma once

#include "groundglass/base/json.hpp"
#include "groundglass/jobs/outside.hpp"

#include <functional>
#include <string>
#include <vector>

namespace groundglass::providers {

/// How a service wants one picture: an address, a data URI, an object.
using PictureForm = std::function<base::Json(const jobs::LoadedPicture&)>;

/// The body of an order, and where it goes.
struct Wording {
    base::Json body;
    std::string path;  ///< Of the catalog: where this model is ordered, with or without pictures.
};

/// One model's fields as data: Request::wire, which the catalog gave (docs/manual/new-provider.md lists its
/// keys). Thread: any.
class Codec {
public:
    /// Errors: InvalidInput (no wire, or one that cannot be read).
    [[nodiscard]] static base::Result<Codec> read(const jobs::Request& request);

    /// Everything that the model cannot take, each with the nearest that it can.
    [[nodiscard]] std::vector<base::Problem> problems(const jobs::Order& order) const;

    /// The order in the service's words. Errors: InvalidInput with all problems.
    [[nodiscard]] base::Result<Wording> say(const jobs::Order& order, const PictureForm& form) const;

    /// What the request says but its pictures, unchecked: for comparing. Empty when the wire is wrong.
    [[nodiscard]] base::Json fields(const jobs::Request& request) const;

    [[nodiscard]] std::string path(bool pictures) const;
    /// A value under the wire's own key, for what only one service has; empty when absent.
    [[nodiscard]] std::string text(const char* key) const;

private:
    explicit Codec(base::Json wire) : m_wire(std::move(wire)) {}
    void checkPrompt(const jobs::Order& order, std::vector<base::Problem>& problems) const;
    void checkTime(const jobs::Order& order, std::vector<base::Problem>& problems) const;
    void checkSize(const jobs::Order& order, std::vector<base::Problem>& problems) const;
    void checkExtras(const jobs::Order& order, std::vector<base::Problem>& problems) const;
    void checkPictures(const jobs::Order& order, std::vector<base::Problem>& problems) const;
    void sayFields(base::Json& body, const jobs::Request& request) const;
    void saySize(base::Json& body, const jobs::Request& request) const;
    void sayPictures(base::Json& body, const jobs::Order& order, const PictureForm& form) const;

    base::Json m_wire;
};

/// Codec::read and say in one.
[[nodiscard]] base::Result<Wording> wordingOf(const jobs::Order& order, const PictureForm& form);

/// True when everything that `ours` says is said in `theirs`; a service adds defaults of its own.
[[nodiscard]] bool saysTheSame(const base::Json& ours, const base::Json& theirs);

}  // namespace groundglass::providers
