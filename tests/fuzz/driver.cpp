#include "fuzz/driver.hpp"

#include <unistd.h>
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

// There when a sanitizer is linked; called before it ends the program.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace groundglass::fuzz {

namespace {

constexpr unsigned longestRun = 60;  // seconds; a law that takes longer hangs
constexpr std::size_t largest = 1U << 20U;

/// The input that is being tried, for the handlers of signals and of the sanitizers.
const char* currentBytes = nullptr;
std::size_t currentSize = 0;

/// Safe in a signal handler.
void printCurrent() {
    constexpr const char* digits = "0123456789abcdef";
    char line[2] = {};
    const auto put = [](const char* bytes, std::size_t count) {
        return ::write(STDERR_FILENO, bytes, count) >= 0;
    };
    if (!put("input: ", 7)) return;
    for (std::size_t i = 0; i < currentSize; ++i) {
        const auto byte = static_cast<unsigned char>(currentBytes[i]);
        line[0] = digits[byte >> 4U];
        line[1] = digits[byte & 15U];
        if (!put(line, 2)) return;
    }
    (void)put("\n", 1);
}

void onSignal(int signal) {
    constexpr std::string_view crashed = "the program crashed\n";
    constexpr std::string_view hung = "the program hangs\n";
    const auto what = signal == SIGALRM ? hung : crashed;
    if (::write(STDERR_FILENO, what.data(), what.size()) > 0) printCurrent();
    ::_exit(1);
}

void watch() {
    std::signal(SIGALRM, onSignal);
    if (__sanitizer_set_death_callback != nullptr) {
        __sanitizer_set_death_callback(printCurrent);
        return;
    }
    for (const int each : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) std::signal(each, onSignal);
}

/// Makes new inputs out of old ones.
class Mutator {
public:
    Mutator(const Target& target, std::vector<std::string> corpus, std::uint64_t seed)
        : m_tokens(target.tokens), m_corpus(std::move(corpus)), m_random(seed) {}

    std::string next() {
        std::string text = m_corpus[below(m_corpus.size())];
        const std::size_t steps = 1 + below(4);
        for (std::size_t i = 0; i < steps; ++i) step(text);
        if (text.size() > largest) text.resize(largest);
        return text;
    }

private:
    std::size_t below(std::size_t count) {
        return count == 0 ? 0 : static_cast<std::size_t>(m_random() % count);
    }

    void step(std::string& text) {
        switch (below(9)) {
            case 0:
                return flip(text);
            case 1:
                return overwrite(text);
            case 2:
                return cut(text);
            case 3:
                return remove(text);
            case 4:
                return repeat(text);
            case 5:
                return splice(text);
            case 6:
                return insertToken(text);
            default:
                return swapToken(text);
        }
    }
    void flip(std::string& text) {
        if (text.empty()) return;
        auto& byte = text[below(text.size())];
        byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << below(8)));
    }
    void overwrite(std::string& text) {
        if (text.empty()) return;
        static constexpr unsigned char odd[] = {0,    1,    0x7f, 0x80, 0xff, 0xc0,
                                                0xed, 0xf4, '"',  '\\', '{',  '['};
        const std::size_t at = below(text.size());
        const std::size_t end = std::min(text.size(), at + 1 + below(4));
        for (std::size_t i = at; i < end; ++i) text[i] = static_cast<char>(odd[below(std::size(odd))]);
    }
    void cut(std::string& text) { text.resize(below(text.size() + 1)); }
    void remove(std::string& text) {
        if (text.empty()) return;
        text.erase(below(text.size()), 1 + below(64));
    }
    void repeat(std::string& text) {
        if (text.empty()) return;
        const std::size_t at = below(text.size());
        const std::string piece = text.substr(at, 1 + below(64));
        const std::size_t times = 1 + below(below(16) == 0 ? 2000 : 4);
        std::string more;
        for (std::size_t i = 0; i < times; ++i) more += piece;
        text.insert(at, more);
    }
    void splice(std::string& text) {
        const auto& other = m_corpus[below(m_corpus.size())];
        text = text.substr(0, below(text.size() + 1)) + other.substr(below(other.size() + 1));
    }
    void insertToken(std::string& text) {
        if (!m_tokens.empty()) text.insert(below(text.size() + 1), m_tokens[below(m_tokens.size())]);
    }
    /// Puts a token in the place of a word, number or string.
    void swapToken(std::string& text) {
        if (m_tokens.empty() || text.empty()) return;
        constexpr std::string_view borders = " \t\n,:{}[]";
        std::size_t at = text.find_first_not_of(borders, below(text.size()));
        if (at == std::string::npos) return;
        while (at > 0 && borders.find(text[at - 1]) == std::string_view::npos) --at;
        std::size_t end = text.find_first_of(borders, at);
        if (end == std::string::npos) end = text.size();
        text.replace(at, end - at, m_tokens[below(m_tokens.size())]);
    }

    const std::vector<std::string>& m_tokens;
    std::vector<std::string> m_corpus;
    std::mt19937_64 m_random;
};

/// True when the law held.
bool tryOne(const Target& target, const std::string& input) {
    currentBytes = input.data();
    currentSize = input.size();
    ::alarm(longestRun);
    std::string wrong;
    try {
        wrong = target.check(input);
    } catch (const std::exception& error) {
        wrong = std::string("an exception got out: ") + error.what();
    }
    ::alarm(0);
    if (wrong.empty()) return true;
    std::fprintf(stderr, "%s\n", wrong.c_str());
    printCurrent();
    return false;
}

std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

template <class Number>
bool number(std::string_view text, Number& value) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc() && read.ptr == end;
}

}  // namespace

int run(int argc, char** argv, const Target& target) {
    std::uint64_t runs = 1000;
    std::uint64_t seed = 1;
    std::vector<std::string> corpus;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--runs" || word == "--seed") {
            const bool good = ++i < argc && number(argv[i], word == "--runs" ? runs : seed);
            if (!good) {
                std::fprintf(stderr, "usage: %s [--runs N] [--seed S] [FILE…]\n", argv[0]);
                return 2;
            }
        } else if (std::filesystem::is_regular_file(word)) {
            corpus.push_back(bytesOf(word));
        } else {
            std::fprintf(stderr, "there is no file \"%s\"\n", argv[i]);
            return 2;
        }
    }
    if (corpus.empty()) corpus = target.corpus;
    if (corpus.empty()) {
        std::fprintf(stderr, "there is nothing to start from\n");
        return 2;
    }
    watch();
    for (const auto& sample : corpus) {
        if (!tryOne(target, sample)) return 1;
    }
    Mutator mutator(target, corpus, seed);
    for (std::uint64_t i = 0; i < runs; ++i) {
        if (!tryOne(target, mutator.next())) {
            std::fprintf(stderr, "mutant %llu of seed %llu\n", static_cast<unsigned long long>(i),
                         static_cast<unsigned long long>(seed));
            return 1;
        }
    }
    std::printf("%zu samples and %llu mutants: all is well\n", corpus.size(),
                static_cast<unsigned long long>(runs));
    return 0;
}

std::vector<std::string> filesBelow(const std::string& folder, std::string_view ending) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().string().ends_with(ending)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const auto& file : files) texts.push_back(bytesOf(file));
    return texts;
}

std::vector<std::string> jsonTokens() {
    return {"null",
            "true",
            "false",
            "0",
            "-1",
            "1e400",
            "-0.0",
            "1e-400",
            "9007199254740993",
            "9223372036854775807",
            "-9223372036854775808",
            "18446744073709551616",
            "0.1e1",
            "NaN",
            "{}",
            "[]",
            "[[]]",
            "{\"a\":1}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\xc3\xa9\"",
            "\"\xe2\x80\xae\"",
            "\"/a~b\"",
            "\"../x\"",
            "\"id\"",
            "\"version\"",
            "\"schema\"",
            "\"direction\"",
            "\"extra\"",
            "\"kind\"",
            "\"who\"",
            "\xef\xbb\xbf",
            ",",
            ":",
            "\"",
            "\\",
            "//",
            "[24,1]",
            "[0,0]",
            "[24,-1]",
            "[1,2,3]",
            "\"a\":",
            "99"};
}

}  // namespace groundglass::fuzz
