@NullMarked
package io.recaller.asterisk.survey;

import org.jspecify.annotations.NullMarked;
