/** One question at a time: whoever opens a second file while a person is being asked about a first one ends both. */
@NullMarked
package dev.tufa.apt.install.consent;

import org.jspecify.annotations.NullMarked;
