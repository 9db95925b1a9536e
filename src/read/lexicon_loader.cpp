#include "groundglass/base/json.hpp"
#include "lexicon.hpp"

#include <map>
#include <set>
#include <utility>

namespace groundglass::read {
namespace {

using base::Json;

constexpr std::pair<std::string_view, Class> classNames[] = {
    {"article", Class::Article},
    {"determiner", Class::Determiner},
    {"preposition", Class::Preposition},
    {"place_preposition", Class::PlacePreposition},
    {"conjunction", Class::Conjunction},
    {"order", Class::Order},
    {"negation", Class::Negation},
    {"pronoun", Class::Pronoun},
    {"subject_pronoun", Class::SubjectPronoun},
    {"be", Class::Be},
    {"speech", Class::Speech},
    {"place", Class::Place},
    {"cloth", Class::Cloth},
    {"body", Class::Body},
    {"person", Class::Person},
    {"sound", Class::Sound},
    {"ambience", Class::Ambience},
    {"music", Class::Music},
    {"adverb", Class::Adverb},
    {"filler", Class::Filler},
    {"vehicle", Class::Vehicle},
    {"light", Class::Light},
    {"camera", Class::Camera},
    {"frame", Class::Frame},
    {"lens", Class::Lens},
    {"grade", Class::Grade},
    {"texture", Class::Texture},
    {"mood", Class::Mood},
    {"weather", Class::Weather},
};

constexpr std::pair<std::string_view, Section> sectionNames[] = {
    {"frame", Section::Frame},
    {"camera", Section::Camera},
    {"lens", Section::Lens},
    {"light", Section::Light},
    {"other_lights", Section::OtherLights},
    {"grade", Section::Grade},
    {"texture", Section::Texture},
    {"mood", Section::Mood},
    {"emotion", Section::Emotion},
    {"dialogue", Section::Dialogue},
    {"effects", Section::Effects},
    {"ambience", Section::Ambience},
    {"music", Section::Music},
    {"subject", Section::Subject},
    {"action", Section::Action},
    {"place", Section::Place},
    {"scene", Section::Scene},
    {"time", Section::Time},
    {"weather", Section::Weather},
    {"wardrobe", Section::Wardrobe},
    {"avoid", Section::Avoid},
    {"style", Section::Style},
    {"notes", Section::Notes},
    {"output", Section::Output},
    {"era", Section::Era},
    {"background", Section::Background},
    {"foreground", Section::Foreground},
    {"dressing", Section::Dressing},
    {"gesture", Section::Gesture},
    {"traits", Section::Traits},
    {"only_sound", Section::OnlySound},
    {"no_music", Section::NoMusic},
    {"words", Section::Words},
    {"palette", Section::Palette},
    {"focus", Section::Focus},
    {"speed", Section::Speed},
};

/// Parts of speech of a term's wording by which a text may name it.
constexpr std::string_view readableParts[] = {"phrase", "noun",   "tag",    "adjective",
                                              "verb",   "adverb", "literal"};

std::vector<std::string> strings(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found == json.end() ? std::vector<std::string>{} : found->get<std::vector<std::string>>();
}

/// A phrase as the trie sees it, for looking it up in the lists of exceptions.
std::string keyOf(std::string_view phrase) {
    std::string key = folded(phrase);
    for (char& c : key)
        if (c == '-' || c == '_') c = ' ';
    for (const std::string_view article : {"a ", "an ", "the "})
        if (key.starts_with(article)) return key.substr(article.size());
    return key;
}

std::uint64_t contextOf(std::string_view name) {
    for (const auto& [known, c] : classNames)
        if (known == name && c >= Class::Light) return bit(c);
    if (name == "place") return bit(Class::Weather);
    return 0;
}

Claim claimOf(std::string_view name) {
    return name == "strong" ? Claim::Strong : name == "weak" ? Claim::Weak : Claim::Never;
}

class Loader {
public:
    Loader(const craft::Vocabulary& vocabulary, Lexicon& lexicon)
        : m_vocabulary(vocabulary), m_lexicon(lexicon) {}

    void words(const Json& json) {
        const Json& lists = json["words"];
        for (const std::string& pair : strings(lists, "spelling")) {
            const std::size_t colon = pair.find(':');
            m_lexicon.words.alias(pair.substr(0, colon), m_lexicon.words.add(pair.substr(colon + 1)));
        }
        for (const std::string& word : strings(lists, "not_person"))
            m_lexicon.notPersons.insert(m_lexicon.words.add(word));
        for (const auto& [name, c] : classNames)
            m_lexicon.addWordList(c, strings(lists, std::string(name).c_str()));
        m_lexicon.addVerbs(strings(lists, "verb"), strings(lists, "never_verb"));
        for (const auto& [name, section] : sectionNames)
            for (const std::string& label : strings(json["labels"], std::string(name).c_str()))
                m_lexicon.labels.emplace(label, section);
    }

    void facets(const Json& json) {
        for (const auto& [phrase, facet] : json["prefer"].items())
            m_prefer.emplace(keyOf(phrase), facet.get<std::string>());
        for (std::size_t i = 0; i < facetCount; ++i) {
            const auto facet = static_cast<Facet>(i);
            const std::string name(nameOf(facet));
            const auto rules = json["facets"].find(name);
            this->facet(facet, name, rules == json["facets"].end() ? Json::object() : *rules);
        }
        poses();
    }

private:
    void facet(Facet facet, const std::string& name, const Json& json) {
        FacetRules& rules = m_lexicon.facets[static_cast<std::size_t>(facet)];
        rules.path = json.value("path", "");
        rules.context = contextOf(json.value("context", ""));
        m_single = claimOf(json.value("single", "never"));
        m_exceptions.clear();
        for (const char* claim : {"strong", "weak", "never"})
            for (const std::string& phrase : strings(json, claim))
                m_exceptions[keyOf(phrase)] = claimOf(claim);
        const auto terms = m_vocabulary.terms(name);
        for (const craft::Term& term : terms) {
            rules.ids.emplace_back(term.id);
            rules.labels.push_back(term.label);
        }
        // What people say for a term comes before what other terms may also be called.
        if (const auto own = json.find("phrases"); own != json.end())
            for (const auto& [id, phrases] : own->items())
                if (const int term = m_lexicon.termOf(facet, id); term >= 0)
                    for (const std::string& phrase : phrases.get<std::vector<std::string>>()) {
                        const bool weak = phrase.starts_with('?');  // counts only in its context
                        add(weak ? phrase.substr(1) : phrase, facet, static_cast<std::size_t>(term), true,
                            weak);
                    }
        for (std::size_t i = 0; i < terms.size(); ++i) {
            add(terms[i].label, facet, i, false);
            for (const std::string_view part : readableParts)
                if (const auto found = terms[i].wording.find(part);
                    found != terms[i].wording.end() && !(facet == Facet::Pattern && part == "adjective"))
                    add(found->second, facet, i, false, false, true);
        }
        if (facet == Facet::Emotion)  // what is seen of it names it, too
            for (std::size_t i = 0; i < terms.size(); ++i)
                if (const auto cue = terms[i].wording.find("cue"); cue != terms[i].wording.end())
                    add(cue->second, facet, i, false, false, true);
        for (std::size_t i = 0; i < terms.size(); ++i)
            for (const std::string& alias : terms[i].aliases) add(alias, facet, i, false);
    }

    void add(std::string_view phrase, Facet facet, std::size_t term, bool own, bool weak = false,
             bool wording = false) {
        std::string key = keyOf(phrase);
        Sense sense;
        sense.facet = facet;
        sense.term = static_cast<std::uint16_t>(term);
        const auto exception = m_exceptions.find(key);
        const bool several = key.find(' ') != std::string::npos;
        sense.claim =
            weak  ? Claim::Weak
            : own ? Claim::Strong
            : exception != m_exceptions.end()
                ? (exception->second == Claim::Never && wording && several ? Claim::Weak : exception->second)
            : several ? Claim::Strong
                      : m_single;
        const auto preferred = m_prefer.find(key);
        sense.preferred = preferred != m_prefer.end() && preferred->second == nameOf(facet);
        m_lexicon.addPhrase(key, sense);
        if (facet != Facet::Move) return;
        if (const std::string lead = "camera "; key.starts_with(lead)) key.erase(0, lead.size());
        inflect(key, sense);
    }

    /// "push in" is also "pushes in" and "pushing in".
    void inflect(const std::string& key, Sense sense) {
        const std::size_t space = key.find(' ');
        if (space == std::string::npos || key.find(' ', 1) == std::string::npos) return;
        const std::string lead = key.substr(0, space);
        static const std::set<std::string> verbs{"push",  "pull",  "pan",    "tilt",     "roll", "dolly",
                                                 "truck", "crab",  "slide",  "track",    "boom", "zoom",
                                                 "arc",   "orbit", "circle", "crane",    "jib",  "whip",
                                                 "crash", "fly",   "move",   "pedestal", "rack"};
        m_lexicon.addPhrase(key, sense);
        if (!verbs.contains(lead)) return;
        const std::string rest = key.substr(space);
        const std::string third = lead == "dolly" ? "dollies" : thirdPersonOf(lead);
        m_lexicon.addPhrase(third + rest, sense);
        m_lexicon.addPhrase("camera " + third + rest, sense);
        m_lexicon.addPhrase((lead == "dolly" ? "dollying" : participleOf(lead)) + rest, sense);
        if (rest == " left" || rest == " right")
            for (const std::string& form : {lead, third}) m_lexicon.addPhrase(form + " to the" + rest, sense);
    }

    /// A verb of which a pose is made: "walk" → walking.
    void poses() {
        const auto terms = m_vocabulary.terms("pose");
        const auto learn = [this](std::string_view text, std::size_t term) {
            const WordId word = m_lexicon.words.find(keyOf(text));
            const WordId lemma = word != 0 ? m_lexicon.words.lemma(word) : 0;
            if (lemma != 0) m_lexicon.poseOf.emplace(lemma, static_cast<std::uint16_t>(term));
        };
        for (std::size_t i = 0; i < terms.size(); ++i) learn(terms[i].label, i);
        for (std::size_t i = 0; i < terms.size(); ++i)
            for (const std::string& alias : terms[i].aliases) learn(alias, i);
    }

    const craft::Vocabulary& m_vocabulary;
    Lexicon& m_lexicon;
    std::map<std::string, std::string> m_prefer;
    std::map<std::string, Claim> m_exceptions;
    Claim m_single{};
};

}  // namespace

base::Result<Lexicon> loadLexicon(const craft::Vocabulary& vocabulary, const std::filesystem::path& folder) {
    const auto words = base::readJson((folder / "words.json").string());
    if (!words) return tl::unexpected(words.error());
    const auto facets = base::readJson((folder / "facets.json").string());
    if (!facets) return tl::unexpected(facets.error());
    for (const Json* json : {&*words, &*facets})
        if (!json->is_object() || !json->contains(json == &*words ? "words" : "facets"))
            return base::fail(base::ErrorCode::InvalidInput, "a file of resources/reading has another form",
                              folder.string());
    Lexicon lexicon;
    Loader loader(vocabulary, lexicon);
    loader.words(*words);
    loader.facets(*facets);
    return lexicon;
}

}  // namespace groundglass::read
