@NullMarked
package io.recaller.desk.card;

import org.jspecify.annotations.NullMarked;
