@NullMarked
package io.recaller.skill;

import org.jspecify.annotations.NullMarked;
