/** Files that are written many at a time, and durably. */
@NullMarked
package dev.tufa.apt.publish.disk;

import org.jspecify.annotations.NullMarked;
