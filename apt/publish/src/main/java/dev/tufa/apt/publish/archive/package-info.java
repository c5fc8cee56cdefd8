/** An archive in a folder: adding, publishing, looking after it. */
@NullMarked
package dev.tufa.apt.publish.archive;

import org.jspecify.annotations.NullMarked;
