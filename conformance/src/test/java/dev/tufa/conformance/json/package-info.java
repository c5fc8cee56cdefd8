/** The strict reader and the canonical form, against a second reader and writer that share nothing with them. */
@NullMarked
package dev.tufa.conformance.json;

import org.jspecify.annotations.NullMarked;
