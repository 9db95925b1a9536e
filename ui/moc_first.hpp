// Read by moc before every header: GCC's <concepts> uses a macro of <bits/c++config.h> without including it,
// and moc of Qt 6.4 then fails on headers whose first standard include is <compare>.
#include <string>
