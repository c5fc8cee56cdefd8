/** {@code tufa serve}: a small file server for trying things out. */
@NullMarked
package dev.tufa.cli.serve;

import org.jspecify.annotations.NullMarked;
