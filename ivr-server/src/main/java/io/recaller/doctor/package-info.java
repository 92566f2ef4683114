/** What is wrong with an installation, with the remedy: {@code recaller doctor}. */
@NullMarked
package io.recaller.doctor;

import org.jspecify.annotations.NullMarked;
