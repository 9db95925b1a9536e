#include "jobs/database.hpp"

#include <sqlite3.h>

namespace groundglass::jobs {
namespace {

auto failed(sqlite3* handle) {
    return base::fail(base::ErrorCode::Io, std::string("ledger: ") + sqlite3_errmsg(handle));
}

/// SQLITE_TRANSIENT without its C cast: the library takes a copy.
sqlite3_destructor_type transientBytes() {
    return reinterpret_cast<sqlite3_destructor_type>(static_cast<std::intptr_t>(-1));
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const {
    sqlite3_close(handle);
}
void Query::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

base::Result<Database> Database::open(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(
        file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.m_handle.reset(handle);
    if (opened != SQLITE_OK) return failed(handle);
    sqlite3_extended_result_codes(handle, 1);
    // The order matters: the exclusive mode is taken before the first read, so that no shared memory is used.
    const auto ready = database.run(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
        "PRAGMA foreign_keys=ON; BEGIN EXCLUSIVE; COMMIT;");
    if (!ready) return tl::unexpected(ready.error());
    return database;
}

base::Status Database::run(const std::string& sql) {
    if (sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failed(m_handle.get());
    }
    return {};
}

base::Result<std::int64_t> Database::number(const std::string& sql) {
    Query query(*this, sql);
    const auto row = query.step();
    if (!row) return tl::unexpected(row.error());
    return *row ? query.number(0) : 0;
}

base::Result<std::string> Database::text(const std::string& sql) {
    Query query(*this, sql);
    const auto row = query.step();
    if (!row) return tl::unexpected(row.error());
    return *row ? query.bytes(0) : std::string{};
}

bool Database::full() const {
    return (sqlite3_errcode(m_handle.get()) & 0xff) == SQLITE_FULL;
}

Query::Query(Database& database, std::string_view sql) : m_database(&database) {
    sqlite3_stmt* statement = nullptr;
    m_bad = sqlite3_prepare_v2(database.m_handle.get(), sql.data(), static_cast<int>(sql.size()), &statement,
                               nullptr) != SQLITE_OK;
    m_statement.reset(statement);
}

Query& Query::bind(std::int64_t value) {
    if (!m_bad) m_bad = sqlite3_bind_int64(m_statement.get(), m_next++, value) != SQLITE_OK;
    return *this;
}

Query& Query::bind(double value) {
    if (!m_bad) m_bad = sqlite3_bind_double(m_statement.get(), m_next++, value) != SQLITE_OK;
    return *this;
}

Query& Query::bind(std::string_view value) {
    if (!m_bad) {
        const char* const data = value.empty() ? "" : value.data();
        m_bad = sqlite3_bind_text(m_statement.get(), m_next++, data, static_cast<int>(value.size()),
                                  transientBytes()) != SQLITE_OK;
    }
    return *this;
}

Query& Query::bindBytes(std::string_view value) {
    if (!m_bad) {
        const char* const data = value.empty() ? "" : value.data();
        m_bad = sqlite3_bind_blob64(m_statement.get(), m_next++, data, value.size(), transientBytes()) !=
                SQLITE_OK;
    }
    return *this;
}

base::Result<bool> Query::step() {
    if (m_bad) return failed(m_database->m_handle.get());
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    return failed(m_database->m_handle.get());
}

base::Status Query::finish() {
    const auto done = step();
    if (!done) return tl::unexpected(done.error());
    sqlite3_reset(m_statement.get());
    m_next = 1;
    return {};
}

std::int64_t Query::number(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}
double Query::real(int column) const {
    return sqlite3_column_double(m_statement.get(), column);
}

std::string Query::bytes(int column) const {
    const void* const data = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return data == nullptr ? std::string{}
                           : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace groundglass::jobs
