// The first run: who looks, the sample company, and the first files.
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Building2, FolderInput } from 'lucide-react';
import { pickFiles } from '../data/pick-files.js';
import { meQuery } from '../data/queries.js';
import { useLoadSample } from '../data/sample.js';
import { useServices } from '../data/services.js';
import { count } from '../format/words.js';
import { Mark, Wordmark } from '../parts/logo.js';
import { ProfileForm } from '../parts/profile-form.js';
import { ThemeToggle } from '../parts/theme-toggle.js';

export function Onboarding() {
  return (
    <main id="screen" className="mx-auto flex min-h-dvh max-w-[66rem] flex-col px-5 md:px-10">
      <header className="flex h-18 items-center justify-between">
        <span className="flex items-center gap-2.5">
          <Mark size={26} />
          <Wordmark height={18} />
        </span>
        <ThemeToggle />
      </header>
      <div className="grid flex-1 content-center gap-x-16 gap-y-10 pt-6 pb-24 lg:grid-cols-[1fr_25.5rem]">
        <div className="flex flex-col justify-center">
          <h1 className="max-w-120 text-3xl font-semibold tracking-[-0.025em] text-balance sm:text-[2.6rem] sm:leading-[1.12]">
            Everything your company has promised, in one place.
          </h1>
          <p className="mt-4 max-w-108 text-lg text-pretty text-muted">
            ViTo reads mail, chats, PDFs and scans, and keeps who owes what to whom by when, with the sentence that says
            so.
          </p>
          <div className="mt-9 flex max-w-120 flex-col gap-3">
            <SampleCard />
            <FilesCard />
          </div>
        </div>
        <section
          aria-labelledby="who"
          className="self-center rounded-xl border border-line bg-surface p-6 shadow-raised sm:p-7"
        >
          <h2 id="who" className="text-lg font-semibold tracking-tight">
            Who are you?
          </h2>
          <p className="mt-1 mb-5 text-sm text-pretty text-muted">
            It tells what you owe from what is owed to you. You can change it later.
          </p>
          <ProfileForm profile={null} save="Start" />
        </section>
      </div>
    </main>
  );
}

function SampleCard() {
  const sample = useLoadSample();
  return (
    <Choice
      icon={<Building2 size={18} strokeWidth={1.75} aria-hidden="true" />}
      title={sample.isPending ? 'Putting the sample company in' : 'Try it with a fictional sample company'}
      text="A quarter of mails, chats, PDFs and a scan. You look as its owner; nothing to fill in."
      onClick={() => sample.mutate()}
      disabled={sample.isPending}
    />
  );
}

function FilesCard() {
  const { client, uploads } = useServices();
  const documents = useQuery(meQuery(client)).data?.documents ?? 0;
  return (
    <Choice
      icon={<FolderInput size={18} strokeWidth={1.75} aria-hidden="true" />}
      title={documents > 0 ? `${count(documents, 'document')} came in` : 'Or drop your own files here'}
      text={
        documents > 0
          ? 'Drop more, or tell who you are to see what was promised.'
          : 'Files and folders, anywhere on the page. ViTo guesses from them who you are.'
      }
      onClick={() => pickFiles(uploads)}
      dashed
    />
  );
}

function Choice(props: {
  icon: React.ReactNode;
  title: string;
  text: string;
  onClick(): void;
  disabled?: boolean;
  dashed?: boolean;
}) {
  return (
    <button
      type="button"
      onClick={props.onClick}
      disabled={props.disabled}
      className={`group flex items-center gap-4 rounded-xl border bg-surface p-4 text-left transition-colors duration-100 hover:border-accent disabled:animate-breathe ${props.dashed ? 'border-dashed border-edge bg-transparent' : 'border-line shadow-raised'}`}
    >
      <span className="flex size-10 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent">
        {props.icon}
      </span>
      <span className="flex-1">
        <span className="block font-semibold">{props.title}</span>
        <span className="mt-0.5 block text-sm text-pretty text-muted">{props.text}</span>
      </span>
      <ArrowRight
        size={16}
        aria-hidden="true"
        className="shrink-0 text-faint transition-transform duration-150 group-hover:translate-x-0.5 group-hover:text-accent"
      />
    </button>
  );
}
