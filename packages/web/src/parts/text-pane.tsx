// A document as text: mails, chats and transcripts by message, everything else page by page or whole.
import type { DocumentView } from '@vito/contracts/document';
import { useMemo } from 'react';
import { between } from '../format/segments.js';
import { count } from '../format/words.js';
import { ChatPane } from './chat-pane.js';
import { MailMessage } from './mail-message.js';
import { MarkedText } from './marked-text.js';

export function TextPane(props: { document: DocumentView }) {
  const { document } = props;
  const talk = document.kind === 'chat' || document.kind === 'transcript';
  if (talk && document.messages.length > 0) return <ChatPane document={document} />;
  if (document.messages.length > 0) return <Messages document={document} />;
  if (document.text.trim() === '')
    return <p className="py-12 text-center text-muted">There is no text in this document.</p>;
  if (document.outline.length > 0) return <Pages document={document} />;
  return <MarkedText text={document.text} range={{ start: 0, end: document.text.length }} flow className="text-md" />;
}

function Messages(props: { document: DocumentView }) {
  const { text, messages } = props.document;
  const lost = useMemo(
    () => between(messages, text.length).filter((span) => text.slice(span.start, span.end).trim() !== ''),
    [messages, text],
  );
  return (
    <div className="flex flex-col gap-10">
      {messages.map((message, i) => (
        <MailMessage key={message.id ?? message.start} message={message} text={text} first={i === 0} />
      ))}
      {lost.map((span) => (
        <MarkedText key={span.start} text={text} range={span} className="text-md text-muted" />
      ))}
    </div>
  );
}

function Pages(props: { document: DocumentView }) {
  const { text, outline } = props.document;
  return (
    <div className="flex flex-col gap-8">
      {outline.map((page) => (
        <section key={page.page} aria-label={`Page ${page.page}`}>
          {outline.length > 1 || page.ocr ? (
            <p className="mb-3 flex items-center gap-2 border-b border-hair pb-1.5 text-xs text-faint">
              <span className="font-medium">Page {page.page}</span>
              {page.ocr ? <span>read by OCR</span> : null}
              {page.ocr && page.confidence !== null ? <span>{Math.round(page.confidence)} % sure</span> : null}
              {page.rotation !== 0 ? <span>turned by {count(page.rotation, 'degree')}</span> : null}
            </p>
          ) : null}
          <MarkedText text={text} range={page} className="text-md" />
        </section>
      ))}
    </div>
  );
}
