/** Everything an operator decides, read and checked as a whole before anything starts. */
@NullMarked
package io.recaller.settings;

import org.jspecify.annotations.NullMarked;
