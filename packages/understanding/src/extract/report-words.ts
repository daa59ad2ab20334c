// The words by which people report what became of a promise. All patterns read folded text (lower case, no accents).

const done = new RegExp(
  [
    "\\b(?:done|all sorted|sorted|finished|completed?|fixed|solved|resolved|deployed|merged|published|released|launched|installed|delivered|shipped|dispatched|despatched|submitted|filed|lodged|signed|countersigned|paid|transferred|wired|settled|refunded|reimbursed|booked|reserved|confirmed with|ordered|printed|posted|mailed|emailed|e-mailed|faxed|forwarded|uploaded|shared|updated|migrated|replaced|repaired|cleaned|handed over|handed in|dropped (?:it |them )?off|picked (?:it |them )?up|returned|collected|sent|rang|called|spoke (?:to|with)|set up|rolled out|wrapped up|closed|checked|reviewed|translated|drafted|prepared|switched on|ran (?:through|fine|clean)|dropped|left us|left here|went (?:out|off|live|through)|gone (?:out|off|live|through)|has (?:left|gone)|have (?:left|gone)|left (?:our|the) (?:warehouse|dock|depot|plant|factory|office)|(?:is|are|it's|they're|now) (?:now |already |all )?(?:in|up|live|out|ready|online|in place|on (?:its|their) way|on the way|in the (?:post|mail|portal|folder|shared folder|drive)|with (?:you|your)|in your (?:inbox|hands|folder|account)))\\b",
    "\\b(?:attached|enclosed|encl\\.|attaching|enclosing|herewith|as promised|here (?:is|are|comes|it is|they are|you (?:go|are))|please find|(?:hanging|coming) off (?:this|the)|(?:tacked|stapled|clipped|pinned|tagged) (?:on )?to (?:this|the)|under (?:separate )?cover|overleaf|pasted (?:in )?below|(?:follows|set out|linked) below|in the (?:attachment|attached|enclosed|zip|link)|(?:that's|that is|it's|it is|job|all|both) (?:now )?(?:done|dusted|ticked off|off my (?:list|desk|plate)|wrapped)|you (?:will|'ll|should) find)\\b|\\bhere's\\b",
    '\\b(?:adjunt[oa]s?|te (?:lo )?adjunto|hech[oa]|enviad[oa]s?|mandad[oa]s?|entregad[oa]s?|pagad[oa]s?|firmad[oa]s?|list[oa]s?|pasad[oa]s?|arreglad[oa]s?|resuelt[oa]s?|terminad[oa]s?|recogid[oa]s?|subid[oa]s?|instalad[oa]s?|abonad[oa]s?|ingresad[oa]s?|reservad[oa]s?|ya esta|ya (?:lo|la|los|las) (?:tienes|he)|aqui (?:tienes|va|esta)|he (?:enviado|mandado|subido|hecho|pagado))\\b',
    '\\b(?:anbei|im anhang|angehangt|beigefugt|erledigt|fertig(?:gestellt)?|geschickt|verschickt|versandt|abgeschickt|gesendet|uberwiesen|bezahlt|geliefert|gebucht|eingereicht|unterschrieben|hochgeladen|abgeschlossen|eingebaut|montiert|repariert|ausgetauscht|abgeholt|abgegeben|zugestellt|bestanden|ist (?:raus|da|online|drin|unterwegs))\\b',
    '\\b(?:ci-joint[es]*|en piece jointe|fait|envoye[es]*|transmis[es]*|livre[es]*|paye[es]*|regle[es]*|signe[es]*|termine[es]*|depose[es]*|deploye[es]*|installe[es]*|repare[es]*|recupere[es]*|expedie[es]*|vire[es]*|voici|est (?:parti|en ligne|pret)[es]*)\\b',
    '\\b(?:em anexo|segue[m]? (?:em anexo|anexo)?|anexei|feit[oa]|enviad[oa]s?|enviei|entregue[s]?|pag[oa]s?|paguei|assinad[oa]s?|pront[oa]s?|resolvid[oa]s?|terminad[oa]s?|concluid[oa]s?|aprovad[oa]s?|instalad[oa]s?|transferid[oa]s?|mandei|entreguei|resolvi|aqui (?:esta|vai|tens))\\b',
    ':white_check_mark:|:heavy_check_mark:|✅|✔',
  ].join('|'),
  'u',
);
/** Before the word, in its clause: not done, not yet, or by somebody some day. */
const notDone =
  /\b(?:not|n't|never|no|nothing|isn't|hasn't|haven't|will|'ll|won't|would|could|should|must|can|may|might|shall|going to|to be|to get|to have|ought|soon|if|when|once|until|unless|before|after|as soon as|almost|nearly|hope|hoping|try|trying|want|need|needs|please|waiting for|still|todavia|aun|cuando|si|no|noch|nicht|werde|werden|wird|wenn|sobald|pas|sera|serai|quand|des que|si|nao|ainda|quando|se|vai|vou|i'd)\b[^.;:!?]*$/;

/** The words report something as done or handed over. */
export function delivered(words: string): boolean {
  for (const match of words.matchAll(new RegExp(done, 'gu'))) {
    const before = words.slice(0, match.index);
    const clause = before.slice(Math.max(...[...'.;:!?,'].map((mark) => before.lastIndexOf(mark))) + 1);
    if (!notDone.test(clause.replace(/^.*\b(?:and|but|so|y|pero|und|aber|et|mais|e|mas) /, ''))) return true;
  }
  return false;
}

const received =
  /\b(?:received|got (?:it|them|both|everything|all|(?:the|your) (?![^.,!]*(?:booked|done|ready|sorted|started|going|running|planned))[\p{L}' -]{2,40}?(?=[.,!]|$| (?:thanks|today|this morning|safely|now)))|(?:it|they|everything|the [\p{L}' -]{2,40}?|your [\p{L}' -]{2,40}?) (?:has |have |just |all )*(?:arrived|landed|come in|came in|came through|came this|turned up|reached (?:me|us)|is here|are here|cleared)|(?:much )?obliged for|safely (?:here|with (?:me|us)|received)|safe and sound|to hand(?: now)?[,.]|(?:got|made it|came|turned up) here|(?:has|have) (?:just )?(?:reached|made it to) (?:me|us)|(?:looks?|reads?|works?|fits?|opens?) (?:great|good|lovely|beautifully|perfectly|fine|well)|(?:picked|collected) (?:it|them|the [\p{L} ]{2,30}?) up|arrived (?:today|this|yesterday|safely|on|in)|(?:is|are) (?:now )?in (?:my|our) (?:inbox|account|hands)|thanks for (?:sending|the (?:quick|prompt)|getting|doing|sorting|fixing|delivering)|thank you for (?:sending|getting|doing|sorting|fixing|delivering)|works? (?:perfectly|now|like a charm)|recibid[oa]s?|ha llegado|han llegado|ya (?:lo|la|los|las) tengo|gracias por (?:enviar|mandar)|erhalten|angekommen|eingegangen|ist da|danke furs? (?:schicken|senden)|bien recu[es]*|bien arrive[es]*|merci pour l'envoi|recebid[oa]s?|recebi|recebemos|chegou|chegaram)\b/u;
const notReceived =
  /\b(?:not|n't|never|haven't|hasn't|didn't|yet|when|if|once|until|whether|as soon as|after|before|will|still|no|nicht|noch|pas|nao|cuando|quando|quand|wenn|sobald)\b/;

/** The words of the one to whom it is owed: it came. */
export function arrived(words: string): boolean {
  const match = received.exec(words);
  return match !== null && !notReceived.test(words.slice(Math.max(0, match.index - 50), match.index + match[0].length));
}

const off = new RegExp(
  [
    "(?:^|[,.;!:-] ?|\\b(?:oh|sorry|actually|hey|no|wait|ok|okay|please|just|so|then|and|you can|we can|let's|better) )(?:don't (?:bother|worry about (?:it|the|that)|send|do (?:it|that))|do not (?:bother|send)|no need|never ?mind|nvm|forget (?:it|about|that|the)|drop (?:it|that|the)|scrap (?:it|that|the)|leave (?:it|that)(?! (?:with|to|on))|cancel(?: it| that| the| our| this)?|stop (?:the|work|it)|hold off|skip (?:it|that|the)|stand down|call (?:it|the [\\p{L} ]{2,30}?) off|disregard)\\b",
    "\\b(?:(?:we've|we have|i've|i have|they've|have|has) (?:since |now |in the end |already )?(?:gone (?:with|for|to)|settled on|chosen|picked|found|sorted|hired|booked|bought|ordered|taken on) (?:it |this |that )?(?:another|someone|somebody|a different|elsewhere|it ourselves|one (?:elsewhere|locally|in)|somewhere)|surplus to requirements|stand (?:your|the|them|him|her|it)[^.;!?]{0,30} down|off the hook|(?:can|could|will) (?:do|manage|live) without (?:it|them|the|that|your)|save yourself the|don't trouble|(?:won't|will not) be needing|do not go ahead|please stop|call it a day)\\b",
    "\\b(?:is|are|it's|that's|was|got|been|be|have to|need to|must|has) (?:now |all )?(?:off(?! (?:to|by))|cancel(?:l)?ed|cancel|called off|withdrawn|no longer (?:needed|required|necessary|relevant)|not needed(?: any ?more)?|moot|obsolete|superseded|scrapped|shelved)\\b",
    "\\bno longer (?:need|needed|necessary|required|want)\\b|\\b(?:don't|doesn't|do not|won't|will not) (?:actually |now )?need (?:it|that|them|this|the|your|you to|a|any)\\b|\\bno need (?:for|to)\\b|\\bconsider (?:it|this|that|the [\\p{L} ]{2,30}?) (?:cancelled|canceled|closed|withdrawn)\\b",
    '\\b(?:no hace falta|dejalo|olvidalo|olvida(?:te)? (?:de|lo)|ya no (?:hace falta|es necesari[oa]|lo necesit\\p{L}+|necesit\\p{L}+)|se cancela|cancelamos|cancelad[oa]|anulad[oa]|anulamos)\\b',
    '\\b(?:nicht mehr (?:notig|gebraucht|benotigt|erforderlich)|brauchen (?:wir )?(?:[\\p{L} ]{0,30} )?nicht mehr|hat sich erledigt|brauch(?:st|en|t) (?:du|ihr|sie) nicht|(?:kannst|konnt|konnen) (?:du|ihr|sie) (?:[\\p{L} ]{0,30} )?(?:stehen |liegen |bleiben |sein )?lassen|vergiss es|lass es|abgesagt|storniert|stornieren|fallt aus|hinfallig)\\b',
    "\\b(?:plus besoin|laisse[rz]? tomber|pas la peine|annule[es]*|annulons|inutile de|n'est plus necessaire)\\b",
    '\\b(?:nao precisa|ja nao (?:e preciso|precisamos|preciso|e necessari[oa])|deixa (?:pra la|estar)|cancelad[oa]|cancelamos|esquece)\\b',
  ].join('|'),
  'u',
);

/** The words call off what another owes. */
export const callsOff = (words: string): boolean => off.test(words);

const withdrawn =
  /\b(?:(?:have|has|had|need|regret) to (?:withdraw|cancel|call off|pull out|back out|drop|retract|call (?:it|this|that|the [\p{L} ]{2,30}?) off)|(?:can't|cannot|can not|won't|will not|unable to|not able to|not be able to|no longer able to) [^.;!?]*\b(?:after all|any ?more|any longer|at all)\b|(?:withdraw|take back|retract|scrap|shelve|drop)(?:ing)? (?:our|my|the) (?:offer|promise|word|plan)|(?:is|are|'s|'re|am|'m|will) not (?:now |going to |gonna |be )?[\p{L}]+(?:ing)?(?: [\p{L}]+){0,4} after all|(?:afraid|sorry)[^.;!?]{0,40} (?:has|have|had) (?:fallen|fell|gone) through|(?:has|have) fallen through|(?:is|are) (?:now )?(?:dead in the water|a non-starter|off the (?:table|cards))|(?:will|'ll) have to (?:let you down|disappoint you|drop out|bow out)|(?:have|'ve) been (?:told|ordered|instructed) (?:to (?:stop|withdraw|cancel|drop|pull)|not to)|there will be no (?!need|problem|delay|charge|cost|rush)|(?:our|my|the) offer (?:is|no longer|lapses|has lapsed|expired)|backing out|pulling out|i can't (?:do|take) (?:it|this|that) (?:on )?after all|(?:tengo|tenemos) que (?:cancelar|anular)|(?:muss|mussen) (?:[\p{L} ]{0,40} )?(?:absagen|stornieren|zuruckziehen)|(?:dois|devons) annuler|(?:tenho|temos) de cancelar)\b/u;

/** The words of the one who owes it: it will not be. */
export const withdraws = (words: string): boolean => withdrawn.test(words) || off.test(words);

const no = new RegExp(
  [
    "\\b(?:no,? thanks?|no thank you|(?:we'll|i'll|we will|i will|have to|we'd better|going to) pass|(?:so |that |and )(?:we|i) pass|pass (?:this time|on (?:it|this|that))|(?:a|that's a|one is a) no (?:from|for) (?:us|me)|too dear|not this time|not interested|we(?:'re| are) good|rather not|(?:can't|cannot|won't|not able to|unable to) (?:accept|agree|take (?:you|it|this) up)|(?:have to |must |respectfully |politely )?decline|declined|turn(?:ing)? (?:it|this|that|the offer) down|(?:won't|will not|not|not going to|decided not to|rather not) (?:be )?(?:go|going|proceed|proceeding|take|taking|move|moving)(?: ahead| forward| you up| it up| with)?|decided against|(?:gone|going|go|went) (?:with|for) (?:another|a different|someone|somebody|a competitor|the other)|found (?:another|someone|somebody|a cheaper)|(?:that|this|it)(?:'s| is) (?:too (?:late|expensive|high|much|little|long)|over our|beyond our|more than we)|too (?:late|expensive) for (?:us|me)|(?:not able to|unable to|can't|cannot|can not|could not|couldn't|won't be able to) (?:hold|drop|match|meet|offer|do|go|lower|accept|agree|give|extend|wait|take|make|manage|afford|justify|spare|stretch|budge|move)|(?:doesn't|does not|won't|will not) work for (?:us|me)|stick with (?:what|our)|not for us)\\b",
    '\\b(?:no,? gracias|lo dejamos como esta|al final no|preferimos dejarlo|no nos (?:interesa|encaja|sirve)|no vamos a|no seguimos|hemos decidido no|preferimos no|rechazamos)\\b',
    '\\b(?:nein,? danke|lehnen (?:wir )?(?:[\\p{L} ]{0,30} )?ab|verzichten|kein interesse|nicht annehmen|entschieden uns (?:dagegen|anders)|zu (?:teuer|spat))\\b',
    '\\b(?:non,? merci|ne (?:donnons|donnerons) pas suite|declinons|refusons|pas interesse[es]*|trop (?:cher|tard))\\b',
    '\\b(?:nao,? obrigad[oa]|nao vamos avancar|recusamos|nao nos interessa|decidimos nao)\\b',
  ].join('|'),
  'u',
);

/** The words turn an offer down. */
export const refuses = (words: string): boolean => no.test(words);

const must =
  /\b(?:has to be|have to have|must be|need(?:s)? (?:it|to be|them) (?:by|on)|(?:can't|cannot|can not) (?:move|wait|shift|extend|accept|push)|no later|stick to|stays (?:as|at|on)|keep (?:to )?the (?:original|agreed)|doesn't work|does not work|won't work|not possible|too late|i'm afraid not|afraid (?:that|we)|geht nicht|leider nicht|no puede ser|imposible|pas possible|nao da|nao pode)\b/;

/** The words refuse another date. */
export const insists = (words: string): boolean => must.test(words);

const yes =
  /(?:^|[,.;!:-] ?|\b(?:so|and|then) |\b(?:great|thanks|thank you|hi|hello|ok|okay|perfect|dear|hey) [\p{L}]* ?[,.]? ?)(?:@\S+ )?(?:yes|yep|yeah|ok|okay|sure|perfect|great|deal|go ahead|please (?:do|go ahead|proceed|book|ship|send|print|start|order)|go for it|let's (?:do|go)|(?:we|i) can (?:live|work) with (?:that|it)|suits (?:us|me)|sounds (?:good|great|fine|perfect)|(?:that |this |it |[\p{L}]+day |the [\p{L}\d ]{2,20}? )?works(?: (?:for (?:me|us)|well|perfectly|great|fine))?|done deal|agreed|accepted|approved|confirmed|(?:we|i) (?:hereby )?(?:confirm|accept|agree|approve)|happy (?:with|to (?:accept|go ahead|proceed))|fine(?: (?:by|for|with) (?:me|us))?|(?:that|this)(?:'s| is) (?:fine|good|great|perfect|ok|okay|agreed)|(?:we'd|we would|i'd|we'll|i'll) (?:like to |love to |gladly )?(?:take|accept|go with|have)|you have a deal|si|vale|perfecto|de acuerdo|adelante|conforme|me vale|nos vale|ja|gerne|passt|einverstanden|in ordnung|machen wir so|oui|d'accord|parfait|entendu|ca (?:me|nous) (?:va|convient)|sim|combinado|de acordo|perfeito|pode ser)(?![\p{L}])|\b(?:me|nos) vale\b|\bpasst (?:mir|uns|gut)\b/u;

/** The words agree to an offer. */
export const agrees = (words: string): boolean => yes.test(words) && !no.test(words);

const everything =
  /\b(?:both|everything|all of (?:it|them|the|this|that)|all (?:done|three|four|the)|the lot|todo|ambos|ambas|alles|beides?|tout|les deux|tudo)\b/;

/** The words speak of all that was promised. */
export const allOf = (words: string): boolean => everything.test(words);

const amiss =
  /\b(?:missing|incomplete|blank|empty|corrupt(?:ed)?|garbled|unreadable|illegible|damaged|broken|leak(?:s|ing)|faulty|(?:does|do|did|will|can|could)(?:n't| not) (?:open|work|see|find|load|read|fit|start|match|download|come through)|can't (?:open|find|see|read)|never (?:arrived|came|got (?:here|it))|(?:hasn't|haven't|has not|have not|not) (?:arrived|come|received|got|had|seen|turned up)|nothing (?:here|came|arrived|attached|in (?:it|the))|no (?:attachment|sign of|trace of)|(?:only|just) (?:getting|got|see|half|part|one|two|three|the first|some|\d)|(?:the )?wrong (?:file|version|one|size|colou?r|address|document|amount|pages?|date)|not (?:all|complete|the right|what (?:we|i)|quite|finished|signed)|still (?:no|not|missing|waiting|nothing|leaks|broken)|(?:an )?old (?:version|one)|out of date|another look|try(?:ing)? again|(?:send|sent) (?:it|them|that) again|re-?send|forgot(?:ten)? (?:the|to)|fehlt|unvollstandig|leer|kaputt|lasst sich nicht offnen|falta[n]?|incomplet[oa]s?|vaci[oa]|no se abre|manque|incomplete?s?|vide|ne s'ouvre pas|vazi[oa]|nao abre)\b/u;

/** The words of the one to whom it is owed: what was reported as done is not. */
export const faults = (words: string): boolean => amiss.test(words);
