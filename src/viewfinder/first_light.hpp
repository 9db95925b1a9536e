#pragma once

#include "viewfinder/cell.hpp"

namespace groundglass::viewfinder {

/// The first sample of two neighbouring cells. Shadows are looked up at every other pixel, as one packet for
/// both cells, and shared among pixels of the same surface; later samples look at every pixel.
class FirstLight {
public:
    FirstLight(Cell& left, Cell& right) : m_cells{&left, &right} {}
    void add();

private:
    void key();
    void softer();
    void mirrors();

    Cell* m_cells[2];
};

}  // namespace groundglass::viewfinder
