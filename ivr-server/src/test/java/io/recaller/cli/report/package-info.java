@org.jspecify.annotations.NullMarked
package io.recaller.cli.report;
