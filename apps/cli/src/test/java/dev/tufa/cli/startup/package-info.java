@NullMarked
package dev.tufa.cli.startup;

import org.jspecify.annotations.NullMarked;
