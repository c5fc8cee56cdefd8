package dev.tufa.apt.install.preflight;

import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.plan.SystemFacts;
import dev.tufa.apt.install.system.SystemRoot;

/**
 * The system that something is prepared for.
 *
 * @param root where it is
 * @param facts about it
 * @param apt that sees it
 */
public record InstallTarget(SystemRoot root, SystemFacts facts, Apt apt) {}
