@NullMarked
package dev.tufa.cli.framework;

import org.jspecify.annotations.NullMarked;
