/** The client against networks, disks and processes that fail: hostile servers, broken caches, kills at any moment. */
@NullMarked
package dev.tufa.conformance.faults;

import org.jspecify.annotations.NullMarked;
