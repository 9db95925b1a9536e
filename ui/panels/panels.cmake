# Panels of the studio: a name is a folder here. Order: pages in the film bar, and within an area.
set(GG_PANELS
  strip
  glass
  prompt
  dailies
  editors
  looks
  packs)
