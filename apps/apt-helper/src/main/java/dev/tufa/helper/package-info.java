/** The root side of {@code tufa apt}: it derives a plan again, compares, applies and undoes. No network, no window. */
@NullMarked
package dev.tufa.helper;

import org.jspecify.annotations.NullMarked;
