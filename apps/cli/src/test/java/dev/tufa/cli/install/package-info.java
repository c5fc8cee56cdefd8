@NullMarked
package dev.tufa.cli.install;

import org.jspecify.annotations.NullMarked;
