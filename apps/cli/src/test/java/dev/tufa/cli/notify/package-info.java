@NullMarked
package dev.tufa.cli.notify;

import org.jspecify.annotations.NullMarked;
