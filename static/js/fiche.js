// What makes writing a fiche lighter; every page works without it.
"use strict";
