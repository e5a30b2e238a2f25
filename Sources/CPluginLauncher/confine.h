// What takes rights away from the process that calls it. Only system calls.
#pragma once
#include "plugin_launcher.h"

// Leaves the user, network, process and message namespaces; of the process that is forked next.
int trialpool_leave_namespaces(void);
// Makes every file read-only and the folder a file system of its own in memory.
int trialpool_hold_files(const struct trialpool_launch *launch);
// Takes privileges, resources and paths away for good.
int trialpool_give_up(const struct trialpool_launch *launch);
