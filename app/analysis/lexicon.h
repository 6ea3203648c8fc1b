/* The word lists that Obelus brings with it, read line by line. */

#pragma once

#include <glib.h>

/*
 * ob_lexicon_read_lines:
 * @resource: the path of a list among the resources of the core
 *
 * Reads a list that is part of the program: UTF-8, a line an entry, empty lines and those that begin
 * with "#" left out.  A list that is not there is a fault of the build and ends the program.
 *
 * Returns: (transfer full): the lines, in their order
 */
GStrv ob_lexicon_read_lines (const char *resource);
