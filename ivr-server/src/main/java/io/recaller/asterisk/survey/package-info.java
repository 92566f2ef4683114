/**
 * What an Asterisk has of what we need: modules, dialplan, phones, rights. For who looks before.
 */
@NullMarked
package io.recaller.asterisk.survey;

import org.jspecify.annotations.NullMarked;
