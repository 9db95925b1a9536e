#pragma once

#include "groundglass/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace groundglass::jobs {

/// One connection that never shares its file: exclusive lock, rollback journal, synced to the folder.
/// Thread: one at a time.
class Database {
public:
    /// Errors: Io (cannot be opened, locked by another process, not a database).
    [[nodiscard]] static base::Result<Database> open(const std::filesystem::path& file);

    [[nodiscard]] base::Status run(const std::string& sql);
    /// The first column of the first row as a whole number or text. Errors: Io.
    [[nodiscard]] base::Result<std::int64_t> number(const std::string& sql);
    [[nodiscard]] base::Result<std::string> text(const std::string& sql);
    /// The last failure was a full disk.
    [[nodiscard]] bool full() const;

private:
    friend class Query;
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
};

/// A prepared statement; parameters and columns are counted from 0 in the order of the text.
class Query {
public:
    Query(Database& database, std::string_view sql);

    Query& bind(std::int64_t value);
    Query& bind(double value);
    Query& bind(std::string_view value);
    Query& bindBytes(std::string_view value);
    /// True when there is a row. Errors: Io.
    [[nodiscard]] base::Result<bool> step();
    /// Runs a statement without rows and makes it ready for the next parameters.
    [[nodiscard]] base::Status finish();

    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string bytes(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    Database* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_next = 1;
    bool m_bad = false;
};

}  // namespace groundglass::jobs
