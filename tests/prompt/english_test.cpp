#include "prompt/english.hpp"

#include "support/catch.hpp"

#include <string>
#include <utility>

using namespace groundglass::prompt;

TEST_CASE("the indefinite article follows the sound, not the letter", "[prompt][english]") {
    for (const char* an : {"elderly woman", "hour", "8 s clip", "11 m dolly", "18 mm lens", "80 mm lens",
                           "LED panel", "S-curve", "L-cut", "HMI", "f/2 stop", "honest face", "écru scarf",
                           "MCU", "unimportant detail", "open door"}) {
        INFO(an);
        CHECK(takesAn(an));
    }
    for (const char* a :
         {"50 mm prime", "young man", "uniform", "European street", "one-take shot", "universe",
          "100 mm macro", "110 m drop", "PAR", "window", "useful lamp", "1 s beat"}) {
        INFO(a);
        CHECK_FALSE(takesAn(a));
    }
}

TEST_CASE("participles become finite verbs", "[prompt][english]") {
    const std::pair<const char*, const char*> verbs[] = {
        {"drinking coffee", "drinks coffee"},
        {"running down the street", "runs down the street"},
        {"taking a step back", "takes a step back"},
        {"turning its head", "turns its head"},
        {"glancing back", "glances back"},
        {"letting both gloves fall open", "lets both gloves fall open"},
        {"smiling at the seller", "smiles at the seller"},
        {"watching the rain", "watches the rain"},
        {"carrying a tray", "carries a tray"},
        {"trembling", "trembles"},
        {"closing the door", "closes the door"},
        {"breathing out", "breathes out"},
        {"slowly lifting a hand", "slowly lifts a hand"},
        {"lying still", "lies still"},
        {"raising a glass", "raises a glass"},
        {"passing the window", "passes the window"},
        {"hovering above", "hovers above"},
        {"rotating", "rotates"},
        {"adding sugar", "adds sugar"},
        {"emerging from fog", "emerges from fog"},
        {"looking up", "looks up"},
        {"going home", "goes home"}};
    for (const auto& [participle, finite] : verbs) CHECK(finiteVerb(participle, false) == finite);
    CHECK(finiteVerb("drinking coffee", true) == "drink coffee");
    CHECK(finiteVerb("carrying a tray", true) == "carry a tray");
}

TEST_CASE("a phrase whose verb is uncertain stays a participle with an auxiliary", "[prompt][english]") {
    CHECK(finiteVerb("sitting and reading a letter", false) == "is sitting and reading a letter");
    CHECK(finiteVerb("sitting and reading a letter", true) == "are sitting and reading a letter");
    CHECK(finiteVerb("asleep in a chair", false) == "is asleep in a chair");
}

TEST_CASE("a place brings the preposition that its noun takes", "[prompt][english]") {
    CHECK(placePreposition("a busy Parisian café") == "in");
    CHECK(placePreposition("a narrow Tokyo street") == "on");
    CHECK(placePreposition("the surface of Mars") == "on");
    CHECK(placePreposition("an active volcanic vent on the ocean floor") == "at");
    CHECK(placePreposition("the edge of the universe") == "at");
    CHECK(placePreposition("inside a glass jar").empty());
}

TEST_CASE("capitals reach letters with accents", "[prompt][english]") {
    char letter[2];
    CHECK(capitalOf("ébène", letter) == 2);
    CHECK(std::string(letter, 2) == "É");
    CHECK(capitalOf("50 mm", letter) == 0);
}
