/** Metadata that starts valid and says only what a test is about; keys that are the same in every run. */
@NullMarked
package dev.tufa.testkit;

import org.jspecify.annotations.NullMarked;
