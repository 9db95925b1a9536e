#include "groundglass/base/csv.hpp"

#include "support/catch.hpp"

using namespace groundglass;

TEST_CASE("a row of a table is quoted only where it must be", "[base]") {
    CHECK(base::csvRow({"1A", "The coffee", ""}) == "1A,The coffee,\r\n");
    CHECK(base::csvRow({"a,b", "she says \"no\"", "two\nlines"}) ==
          "\"a,b\",\"she says \"\"no\"\"\",\"two\nlines\"\r\n");
    CHECK(base::csvRow({}) == "\r\n");
}

TEST_CASE("no cell of a table is a formula, and numbers stay numbers", "[base]") {
    CHECK(base::csvRow({"=HYPERLINK(1)"}) == "'=HYPERLINK(1)\r\n");
    CHECK(base::csvRow({"  @SUM(A1)", "+1 555", "-x"}) == "'  @SUM(A1),'+1 555,'-x\r\n");
    CHECK(base::csvRow({"\tx", "\rx"}) == "'\tx,\"'\rx\"\r\n");
    CHECK(base::csvRow({std::string("\0x", 2)}) == std::string("'\0x\r\n", 5));
    CHECK(base::csvRow({"-1.50", "0.40", "-"}) == "-1.50,0.40,'-\r\n");
}
