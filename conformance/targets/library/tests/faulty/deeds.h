// SPDX-License-Identifier: MIT
#pragma once

// What a library can do to its process. Unknown names do nothing.
void do_deed(const char* name);
